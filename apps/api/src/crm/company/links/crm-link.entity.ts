import { Entity } from 'typeorm';
import { KeyColumn, NumberColumn, TextColumn } from '../../../database/columns.js';

/** Which record of the company's CRM a customer is, where a member has said so. */
@Entity('crm_links')
export class CrmLink {
  @KeyColumn('corp_id') corpId: string;
  @KeyColumn('external_user_id') externalUserId: string;
  @TextColumn('record_key') recordKey: string;
  @TextColumn('linked_by_user_id') linkedByUserId: string;
  /** ms since 1970. */
  @NumberColumn('linked_at') linkedAt: number;
}
