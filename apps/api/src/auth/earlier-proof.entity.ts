import { Entity } from 'typeorm';
import { AgentKeyColumn, KeyColumn, NumberColumn, TextColumn } from '../database/columns.js';

/** A member has proved who they are in one browser, in one app. */
@Entity('earlier_proofs')
export class EarlierProof {
  @KeyColumn('corp_id') corpId: string;
  /** A hash of the browser's secret. */
  @KeyColumn('browser') browser: string;
  @AgentKeyColumn() agentId: number;
  @KeyColumn('user_id') userId: string;
  /** ms since 1970. */
  @NumberColumn('proved_at') provedAt: number;
  /** How it stood with the member's revocations then. */
  @TextColumn('revocations') revocations: string;
  /** When it was made, or last taken over by a new web view. ms since 1970. */
  @NumberColumn('used_at') usedAt: number;
}
