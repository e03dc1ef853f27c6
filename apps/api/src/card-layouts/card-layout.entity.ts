import { Entity } from 'typeorm';
import { JsonColumn, KeyColumn, NumberColumn } from '../database/columns.js';

/** How one member has left the panels of the card. */
@Entity('card_layouts')
export class CardLayoutRow {
  @KeyColumn('corp_id') corpId: string;
  @KeyColumn('user_id') userId: string;
  @JsonColumn('panel_order') order: string[];
  @JsonColumn('folded') folded: string[];
  /** ms since 1970. */
  @NumberColumn('changed_at') changedAt: number;
}
