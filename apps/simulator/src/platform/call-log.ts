/** One call of the server API, as the platform saw it. Holds no token. */
export interface LoggedCall {
  /** Below /cgi-bin, like `/gettoken`. */
  path: string;
  corpId: string | null;
  agentId: number | null;
  errcode: number;
  /** Milliseconds since 1970. */
  at: number;
}

export class CallLog {
  readonly calls: LoggedCall[] = [];

  record(call: LoggedCall): void {
    this.calls.push(call);
  }

  count(path: string, corpId?: string, agentId?: number): number {
    return this.calls.filter(
      (call) =>
        call.path === path &&
        (corpId === undefined || call.corpId === corpId) &&
        (agentId === undefined || call.agentId === agentId),
    ).length;
  }

  clear(): void {
    this.calls.length = 0;
  }
}
