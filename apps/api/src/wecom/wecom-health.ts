import { Injectable } from '@nestjs/common';
import type { CredentialKind } from './credentials/credential.js';
import { CredentialEngine, type CredentialState } from './credentials/credential-engine.js';

/** For those who watch: how it stands with what the platform lends us, without any value. */
@Injectable()
export class WecomHealth {
  constructor(private readonly engine: CredentialEngine) {}

  /** `until` in ms since 1970. */
  credentials(): {
    kind: CredentialKind;
    corpId: string;
    agentId: number | null;
    state: CredentialState;
    until: number | null;
  }[] {
    return this.engine.states().map(({ credential: { kind, corpId, agentId }, state, until }) => ({
      kind,
      corpId,
      agentId,
      state,
      until,
    }));
  }
}
