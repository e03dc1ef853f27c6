import { Entity } from 'typeorm';
import { KeyColumn, NumberColumn, TextColumn } from '../database/columns.js';

/** When what is too old is removed of one corp, and who is at it. */
@Entity('retention_states')
export class RetentionState {
  @KeyColumn('corp_id') corpId: string;
  /** Nobody begins before this. ms since 1970. */
  @NumberColumn('next_at') nextAt: number;
  @TextColumn('lease_owner', { nullable: true }) leaseOwner: string | null;
  /** ms since 1970. */
  @NumberColumn('lease_until') leaseUntil: number;
  /** When all was last removed that was too old, ms since 1970. */
  @NumberColumn('finished_at', { nullable: true }) finishedAt: number | null;
}
