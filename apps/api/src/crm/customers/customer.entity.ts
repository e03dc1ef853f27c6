import { Entity } from 'typeorm';
import { KeyColumn, TextColumn } from '../../database/columns.js';

/** What WeCom knows of a customer, whoever follows them and whichever app asks. */
@Entity('customers')
export class Customer {
  @KeyColumn('corp_id') corpId: string;
  @KeyColumn('external_user_id') externalUserId: string;
  @TextColumn('name') name: string;
  @TextColumn('avatar_url', { nullable: true }) avatarUrl: string | null;
  @TextColumn('kind') kind: 'wechat' | 'wecom';
  @TextColumn('gender') gender: 'unknown' | 'male' | 'female';
  @TextColumn('company_name', { nullable: true }) companyName: string | null;
  @TextColumn('company_full_name', { nullable: true }) companyFullName: string | null;
  @TextColumn('position', { nullable: true }) position: string | null;
  /** Only of WeChat contacts, of corps that have bound an account of the open platform (1.7). */
  @TextColumn('union_id', { nullable: true }) unionId: string | null;
  /** Another one after every change that a card shows: whoever shows the card compares. */
  @TextColumn('change_id', { nullable: true }) changeId: string | null;
}
