import { Entity } from 'typeorm';
import { KeyColumn, TextColumn } from '../../../database/columns.js';

/** What the company itself keeps about a customer, where Sidecard is its CRM. */
@Entity('customer_profiles')
export class CustomerProfile {
  @KeyColumn('corp_id') corpId: string;
  @KeyColumn('external_user_id') externalUserId: string;
  @TextColumn('level', { nullable: true }) level: string | null;
  @TextColumn('owner_user_id', { nullable: true }) ownerUserId: string | null;
}
