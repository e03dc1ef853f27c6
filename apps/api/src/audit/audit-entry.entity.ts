import type { Access } from '@sidecard/contracts';
import { Entity } from 'typeorm';
import { KeyColumn, NumberColumn, TextColumn } from '../database/columns.js';

/** What can be done to a customer, or seen of them, that somebody may later have to account for. */
export type AuditedAction =
  | 'card_viewed'
  | 'customer_listed'
  /** Of no one customer: of the group whose id is the subject. */
  | 'group_viewed'
  | 'phones_revealed'
  | 'follow_up_added'
  | 'follow_up_edited'
  | 'follow_up_deleted'
  | 'stage_changed'
  /** The subject is the sending, which has the script and what came of each message. Of no one customer in a group. */
  | 'script_sent'
  | 'tags_changed'
  | 'remark_changed'
  /** A change that WeCom has refused has been seen. */
  | 'refusal_dismissed'
  | 'crm_searched'
  | 'crm_linked'
  | 'crm_unlinked'
  | 'crm_created'
  | 'crm_field_revealed'
  /** By `pnpm personal-data`. */
  | 'customer_exported'
  | 'customer_erased';

/**
 * One line of the audit log: written once, and never changed but by erasing the customer. Says who and what, not what it
 * said.
 */
@Entity('audit_log')
export class AuditEntry {
  @KeyColumn('corp_id') corpId: string;
  /** A UUID of version 7: those made later come later. */
  @KeyColumn('entry_id') entryId: string;
  @NumberColumn('agent_id') agentId: number;
  @TextColumn('user_id') userId: string;
  @TextColumn('action') action: AuditedAction;
  /** Empty for what is of no one customer. */
  @TextColumn('external_user_id') externalUserId: string;
  @TextColumn('access') access: Access;
  /** What was made or changed, where that has an id of its own. */
  @TextColumn('subject_id', { nullable: true }) subjectId: string | null;
  @TextColumn('request_id') requestId: string;
  /** ms since 1970. */
  @NumberColumn('at') at: number;
}
