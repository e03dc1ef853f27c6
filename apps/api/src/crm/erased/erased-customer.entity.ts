import { Entity } from 'typeorm';
import { KeyColumn, NumberColumn } from '../../database/columns.js';

/**
 * Somebody who has been erased. WeCom goes on telling of them while they are in touch with a member: what it tells is left
 * out until they come together with a member anew.
 */
@Entity('erased_customers')
export class ErasedCustomer {
  @KeyColumn('corp_id') corpId: string;
  /** Says of an id whether it is theirs, and no id (`erasureMark`). */
  @KeyColumn('mark') mark: string;
  /** ms since 1970. */
  @NumberColumn('erased_at') erasedAt: number;
}
