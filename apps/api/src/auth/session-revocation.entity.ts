import { Entity } from 'typeorm';
import { AgentKeyColumn, KeyColumn, NumberColumn } from '../database/columns.js';

/** From when on a member has to prove again who they are, in one app. */
@Entity('session_revocations')
export class SessionRevocation {
  @KeyColumn('corp_id') corpId: string;
  @AgentKeyColumn() agentId: number;
  /** `EVERYBODY`, or one member. */
  @KeyColumn('user_id') userId: string;
  /** Proofs from before this are void. ms since 1970. */
  @NumberColumn('revoked_at') revokedAt: number;
}

/** No user id looks like this (protocol reference, chapter 7). */
export const EVERYBODY = '*';
