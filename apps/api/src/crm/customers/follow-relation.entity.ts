import type { AddWay } from '@sidecard/contracts';
import { Entity } from 'typeorm';
import { AgentKeyColumn, JsonColumn, KeyColumn, NumberColumn, TextColumn } from '../../database/columns.js';

/**
 * One member follows one customer, as one app was shown it: each app sees only members in its visible range, so only
 * its own answers say that a relation is over. Remark, tags and phones are the member's own.
 */
@Entity('follow_relations')
export class FollowRelation {
  @KeyColumn('corp_id') corpId: string;
  @AgentKeyColumn() agentId: number;
  @KeyColumn('external_user_id') externalUserId: string;
  @KeyColumn('user_id') userId: string;
  @TextColumn('remark', { nullable: true }) remark: string | null;
  @TextColumn('description', { nullable: true }) description: string | null;
  @TextColumn('remark_company', { nullable: true }) remarkCompany: string | null;
  @JsonColumn('phones') phones: string[];
  /** Null in rows from before we kept ids, until WeCom is asked again. */
  @JsonColumn('tag_ids', { nullable: true }) tagIds: string[] | null;
  /** The member's own tags have no ids. Null while WeCom has not told: a sync is not told. */
  @JsonColumn('personal_tags', { nullable: true }) personalTags: string[] | null;
  @TextColumn('add_way') addWay: AddWay;
  /** ms since 1970. */
  @NumberColumn('added_at') addedAt: number;
  @TextColumn('channel', { nullable: true }) channel: string | null;
  /** When WeCom last told this app, ms since 1970. */
  @NumberColumn('confirmed_at') confirmedAt: number;
  /** ms since 1970; null while it lasts. */
  @NumberColumn('ended_at', { nullable: true }) endedAt: number | null;
  /** When the customer deleted the member, ms since 1970. Only an event tells; the relation itself lives on (1.7). */
  @NumberColumn('customer_left_at', { nullable: true }) customerLeftAt: number | null;
  /** When an event last said that they came together, ms since 1970: `addedAt` need not move with it. */
  @NumberColumn('last_added_at', { nullable: true }) lastAddedAt: number | null;
}

/** Its columns alone: to be copied with changes. */
export type RelationRow = { [Column in keyof FollowRelation]: FollowRelation[Column] };
