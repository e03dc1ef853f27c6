import { Entity } from 'typeorm';
import { AgentKeyColumn, JsonColumn, KeyColumn, NumberColumn, TextColumn } from '../database/columns.js';
import type { Membership } from '../wecom/index.js';

/** A member, as far as one app may know them. */
@Entity('members')
export class Member {
  @KeyColumn('corp_id') corpId: string;
  @AgentKeyColumn() agentId: number;
  @KeyColumn('user_id') userId: string;
  /** Null when WeCom does not tell: left, or outside the visible range. */
  @TextColumn('name', { nullable: true }) name: string | null;
  /** Null when WeCom does not tell, or was never asked. */
  @JsonColumn('departments', { nullable: true }) departments: Membership[] | null;
  /** When WeCom last told us, ms since 1970. */
  @NumberColumn('confirmed_at') confirmedAt: number;
}
