import type { ScriptPart } from '@sidecard/contracts';
import { Entity } from 'typeorm';
import {
  FlagColumn,
  JsonColumn,
  KeyColumn,
  NumberColumn,
  PositionColumn,
  TextColumn,
} from '../../database/columns.js';

/** Something to be sent into a chat: one message or several. */
@Entity('scripts')
export class ScriptRow {
  @KeyColumn('corp_id') corpId: string;
  @KeyColumn('script_id') scriptId: string;
  /** Empty for the company's. */
  @TextColumn('owner_user_id') ownerUserId: string;
  @TextColumn('folder_id', { nullable: true }) folderId: string | null;
  @TextColumn('title') title: string;
  /** All that its parts say, to be searched. */
  @TextColumn('said', { type: 'text' }) said: string;
  /** Counts its changes. */
  @NumberColumn('version') version: number;
  @TextColumn('changed_by_user_id') changedByUserId: string;
  /** ms since 1970. */
  @NumberColumn('changed_at') changedAt: number;
}

/** One message of a script. */
@Entity('script_parts')
export class ScriptPartRow {
  @KeyColumn('corp_id') corpId: string;
  @KeyColumn('script_id') scriptId: string;
  /** From 0. */
  @PositionColumn() position: number;
  @JsonColumn('part') part: ScriptPart;
  /** The image or the file of it. */
  @TextColumn('media_id', { nullable: true }) mediaId: string | null;
}

/** What a script is to one member. */
@Entity('script_marks')
export class ScriptMark {
  @KeyColumn('corp_id') corpId: string;
  @KeyColumn('user_id') userId: string;
  @KeyColumn('script_id') scriptId: string;
  @FlagColumn('is_favourite') isFavourite: boolean;
  /** How often they have sent it. */
  @NumberColumn('uses') uses: number;
}

@Entity('script_folders')
export class ScriptFolderRow {
  @KeyColumn('corp_id') corpId: string;
  @KeyColumn('folder_id') folderId: string;
  /** Empty for the company's. */
  @TextColumn('owner_user_id') ownerUserId: string;
  @TextColumn('name') name: string;
  /** ms since 1970. */
  @NumberColumn('created_at') createdAt: number;
}
