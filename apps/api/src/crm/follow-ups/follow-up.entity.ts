import { Entity } from 'typeorm';
import { KeyColumn, NumberColumn, TextColumn } from '../../database/columns.js';

/** A note a member has taken about a customer. */
@Entity('follow_ups')
export class FollowUp {
  @KeyColumn('corp_id') corpId: string;
  @KeyColumn('follow_up_id') followUpId: string;
  @TextColumn('external_user_id') externalUserId: string;
  @TextColumn('author_user_id') authorUserId: string;
  @TextColumn('note', { type: 'text' }) note: string;
  /** ms since 1970. */
  @NumberColumn('created_at') createdAt: number;
  /** ms since 1970. */
  @NumberColumn('next_contact_at', { nullable: true }) nextContactAt: number | null;
}
