import type { AddWay, editedFields, profileFields, SendingResult } from '@sidecard/contracts';
import { Entity } from 'typeorm';
import { JsonColumn, KeyColumn, NumberColumn, TextColumn } from '../../database/columns.js';

/** What happened between people, as WeCom told it, how stages went, and what members have sent. Follow-ups and orders have tables of their own. */
export type Happened =
  | { kind: 'added'; details: { addWay: AddWay; channel: string | null } }
  /** The customer has written to the member, who has not confirmed them yet. */
  | { kind: 'half_added'; details: object }
  | { kind: 'customer_left'; details: object }
  | { kind: 'ended'; details: { byTransfer: boolean } }
  | { kind: 'transfer_failed'; details: { reason: 'customer_refused' | 'customer_limit_exceed' | 'other' } }
  | { kind: 'edited'; details: { fields: EditedField[]; tagsAdded: string[]; tagsRemoved: string[] } }
  /** Ids of stages; `previous` is null for the first. */
  | { kind: 'stage_changed'; details: { stage: string; previous: string | null } }
  | { kind: 'profile_changed'; details: { fields: ProfileField[] } }
  | { kind: 'group_joined' | 'group_left'; details: { chatName: string | null } }
  | { kind: 'script_sent'; details: { title: string | null; results: SendingResult[] } };

export type EditedField = (typeof editedFields)[number];
export type ProfileField = (typeof profileFields)[number];

/** The `agentId` of what no app was told: members have done it here, and every app of the corp shows it. */
export const ANY_AGENT = 0;

/** A line of the timeline. Written once; the same line again is still one. */
export interface TimelineLine {
  /** At most 64 characters; the same for the same thing, whoever tells of it. */
  entryId: string;
  corpId: string;
  /** The app that was told: what one may see another may not. Or `ANY_AGENT`. */
  agentId: number;
  externalUserId: string;
  /** Whose doing or whose relation it is. */
  userId: string | null;
  /** ms since 1970. */
  at: number;
  happened: Happened;
}

@Entity('timeline_entries')
export class TimelineEntry {
  @KeyColumn('corp_id') corpId: string;
  @KeyColumn('entry_id') entryId: string;
  @NumberColumn('agent_id') agentId: number;
  @TextColumn('external_user_id') externalUserId: string;
  @TextColumn('kind') kind: Happened['kind'];
  @TextColumn('user_id', { nullable: true }) userId: string | null;
  /** ms since 1970. */
  @NumberColumn('at') at: number;
  @JsonColumn('details') details: Happened['details'];
}
