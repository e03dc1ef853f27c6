import type { ErrorCode } from '@sidecard/contracts';

/** Everything that can stand in the way of a card. Each has words (locales) and a next step (features/problem). */
export type ProblemCode =
  | ErrorCode
  /** The page was opened in a plain browser. */
  | 'OUTSIDE_WECOM'
  /** The address names no corp and app. */
  | 'BAD_ADDRESS'
  /** Opened from the workbench, a link or a menu: beside no chat with a customer. */
  | 'NOT_BESIDE_A_CHAT'
  /** The client or the app may not ask which customer the chat is with. */
  | 'NO_JSSDK_PERMISSION'
  /** The client refused our signature. */
  | 'SIGNATURE_REFUSED'
  | 'CLIENT_TOO_OLD'
  /** The client did not answer in time: the SDK itself would wait for ever. */
  | 'CLIENT_SILENT'
  /** Logged in several times over and still not known. */
  | 'LOGIN_LOOP'
  | 'NETWORK_LOST';

export interface Problem {
  code: ProblemCode;
  /** For support: finds the request in our log. */
  requestId?: string;
  /** For administrators, folded away: what the platform said. */
  technical?: string;
}

/** Thrown wherever a card can't be shown; caught where there is a screen for it. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
    this.name = 'ProblemError';
  }
}

export function problemOf(thrown: unknown): Problem {
  return thrown instanceof ProblemError ? thrown.problem : { code: 'UNEXPECTED', technical: String(thrown) };
}

/** Whether this member may not see this customer any more, or not as who they were. */
export function endsTheCard({ code }: Problem): boolean {
  return ['RELATION_ENDED', 'CUSTOMER_NOT_FOUND', 'SESSION_CHANGED', 'NOT_LOGGED_IN'].includes(code);
}
