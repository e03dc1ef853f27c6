import { Entity } from 'typeorm';
import { KeyColumn, NumberColumn, TextColumn } from '../../database/columns.js';

/** How far the company has come with a customer, as a member has said last. */
@Entity('customer_stages')
export class CustomerStage {
  @KeyColumn('corp_id') corpId: string;
  @KeyColumn('external_user_id') externalUserId: string;
  /** An id of the YAML's, which may have lost it since. */
  @TextColumn('stage') stage: string;
  @TextColumn('set_by_user_id') setByUserId: string;
  /** ms since 1970. */
  @NumberColumn('set_at') setAt: number;
}
