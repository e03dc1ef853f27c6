import type { ScriptSending as Sending } from '@sidecard/contracts';
import { Entity } from 'typeorm';
import { JsonColumn, KeyColumn, NumberColumn, TextColumn } from '../../database/columns.js';

/** A member has sent a script, or tried to. Written once. */
@Entity('script_sendings')
export class ScriptSendingRow {
  @KeyColumn('corp_id') corpId: string;
  @KeyColumn('sending_id') sendingId: string;
  @NumberColumn('agent_id') agentId: number;
  @TextColumn('user_id') userId: string;
  @TextColumn('script_id') scriptId: string;
  /** Into the chat with this customer, */
  @TextColumn('external_user_id', { nullable: true }) externalUserId: string | null;
  /** … or into this group. */
  @TextColumn('chat_id', { nullable: true }) chatId: string | null;
  @JsonColumn('results') results: Sending['results'];
  /** ms since 1970. */
  @NumberColumn('at') at: number;
}
