import type { AddWay } from '@sidecard/contracts';
import { Entity } from 'typeorm';
import { AgentKeyColumn, JsonColumn, KeyColumn, NumberColumn, TextColumn } from '../../database/columns.js';

export interface RelationTag {
  group: string;
  name: string;
  kind: 'corp' | 'personal' | 'rule';
}

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
  @JsonColumn('tags') tags: RelationTag[];
  @TextColumn('add_way') addWay: AddWay;
  /** ms since 1970. */
  @NumberColumn('added_at') addedAt: number;
  @TextColumn('channel', { nullable: true }) channel: string | null;
  /** When WeCom last told this app, ms since 1970. */
  @NumberColumn('confirmed_at') confirmedAt: number;
  /** ms since 1970; null while it lasts. */
  @NumberColumn('ended_at', { nullable: true }) endedAt: number | null;
}
