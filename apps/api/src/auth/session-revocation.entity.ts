import { Entity } from 'typeorm';
import { AgentKeyColumn, KeyColumn, NumberColumn } from '../database/columns.js';

/** The last time that a member's sessions were ended before their time, in one app. */
@Entity('session_revocations')
export class SessionRevocation {
  @KeyColumn('corp_id') corpId: string;
  @AgentKeyColumn() agentId: number;
  /** `EVERYBODY`, or one member. */
  @KeyColumn('user_id') userId: string;
  /** Another one with each revocation. ms since 1970, by the clock of whoever revoked. */
  @NumberColumn('revoked_at') revokedAt: number;
}

/** No user id looks like this (protocol reference, chapter 7). */
export const EVERYBODY = '*';
