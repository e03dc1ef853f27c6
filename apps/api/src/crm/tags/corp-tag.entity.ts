import { Entity } from 'typeorm';
import { KeyColumn, NumberColumn, TextColumn } from '../../database/columns.js';

/** A tag of the corp, the same for all apps. Relations hold ids; what a tag is called and where it stands is here. */
@Entity('corp_tags')
export class CorpTag {
  @KeyColumn('corp_id') corpId: string;
  @KeyColumn('tag_id') tagId: string;
  /** Null for one that was only seen on a customer. */
  @TextColumn('group_id', { nullable: true }) groupId: string | null;
  @TextColumn('group_name') groupName: string;
  /** Larger ones come first, as in WeCom. */
  @NumberColumn('group_order') groupOrder: number;
  @TextColumn('name') name: string;
  @NumberColumn('tag_order') tagOrder: number;
  /** Those of rule groups are in no list we can ask for. */
  @TextColumn('kind') kind: 'corp' | 'rule';
  /** ms since 1970. Customers who wore it are not called back; they just wear it no more. */
  @NumberColumn('deleted_at', { nullable: true }) deletedAt: number | null;
  /** From before WeCom was asked for what stands here, ms since 1970. */
  @NumberColumn('told_at') toldAt: number;
}
