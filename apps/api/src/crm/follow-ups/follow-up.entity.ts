import { Entity } from 'typeorm';
import { KeyColumn, NumberColumn, TextColumn } from '../../database/columns.js';

/**
 * A note a member has taken about a customer. One that is deleted stays as a row without its words, so that its id is never
 * taken again by what is still on its way.
 */
@Entity('follow_ups')
export class FollowUp {
  @KeyColumn('corp_id') corpId: string;
  @KeyColumn('follow_up_id') followUpId: string;
  @TextColumn('external_user_id') externalUserId: string;
  @TextColumn('author_user_id') authorUserId: string;
  @TextColumn('note', { type: 'text' }) note: string;
  /** ms since 1970. */
  @NumberColumn('created_at') createdAt: number;
  /** A day on the corp's calendar, `2026-11-29`. */
  @TextColumn('next_contact_on', { nullable: true }) nextContactOn: string | null;
  /** Id of the stage that was said with it, which the YAML may have lost since. */
  @TextColumn('stage', { nullable: true }) stage: string | null;
  /** ms since 1970. */
  @NumberColumn('edited_at', { nullable: true }) editedAt: number | null;
  /** ms since 1970. */
  @NumberColumn('deleted_at', { nullable: true }) deletedAt: number | null;
}
