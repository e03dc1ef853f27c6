import { Injectable } from '@nestjs/common';
import { WecomHealth, type CredentialState } from '../wecom/index.js';

/** How it stands with one token or ticket, in this process. */
export interface CredentialHealth {
  kind: string;
  corpId: string;
  agentId: number | null;
  state: CredentialState;
  /** ISO 8601: when it is used up, or when the pause ends. */
  until: string | null;
}

@Injectable()
export class CredentialHealthService {
  constructor(private readonly wecom: WecomHealth) {}

  all(): CredentialHealth[] {
    return this.wecom.credentials().map(({ until, ...credential }) => ({
      ...credential,
      until: until === null ? null : new Date(until).toISOString(),
    }));
  }
}
