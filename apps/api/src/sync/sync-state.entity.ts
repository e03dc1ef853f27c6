import { Entity } from 'typeorm';
import { AgentKeyColumn, JsonColumn, KeyColumn, NumberColumn, TextColumn } from '../database/columns.js';

/** How far the sync of one app has come. It goes on from here, in whatever process. */
@Entity('sync_states')
export class SyncState {
  @KeyColumn('corp_id') corpId: string;
  @AgentKeyColumn() agentId: number;
  /** That of `progress`, for whoever reads the table. */
  @TextColumn('phase') phase: string;
  /** A `SyncProgress`. */
  @JsonColumn('progress') progress: unknown;
  /** Of the sync under way, or of the last one. ms since 1970. */
  @NumberColumn('started_at', { nullable: true }) startedAt: number | null;
  /** Of the last one that has come to its end. ms since 1970. */
  @NumberColumn('finished_at', { nullable: true }) finishedAt: number | null;
  /** Nobody goes on before this. ms since 1970. */
  @NumberColumn('next_at') nextAt: number;
  @TextColumn('lease_owner', { nullable: true }) leaseOwner: string | null;
  /** ms since 1970. */
  @NumberColumn('lease_until') leaseUntil: number;
  @TextColumn('last_error', { nullable: true }) lastError: string | null;
}
