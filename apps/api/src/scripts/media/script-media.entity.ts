import type { MediaKind } from '@sidecard/contracts';
import { Entity } from 'typeorm';
import { BytesColumn, KeyColumn, NumberColumn, PositionColumn, TextColumn } from '../../database/columns.js';

/** An image or a file that scripts send. What it says never changes. */
@Entity('script_media')
export class ScriptMedia {
  @KeyColumn('corp_id') corpId: string;
  @KeyColumn('media_id') mediaId: string;
  @TextColumn('stored_by_user_id') storedByUserId: string;
  @TextColumn('kind') kind: MediaKind;
  /** As whoever gets it reads it. */
  @TextColumn('file_name') fileName: string;
  /** `image/jpeg`, `image/png`, or anything else: `application/octet-stream`. */
  @TextColumn('type') type: string;
  /** Bytes. */
  @NumberColumn('size') size: number;
  /** ms since 1970. */
  @NumberColumn('stored_at') storedAt: number;
  /** What WeCom calls it, for three days: the same for all apps of the corp (1.13). */
  @TextColumn('wecom_media_id', { nullable: true }) wecomMediaId: string | null;
  /** When that is not used any more, ms since 1970. */
  @NumberColumn('wecom_until') wecomUntil: number;
  /** Until then somebody is uploading it, ms since 1970. */
  @NumberColumn('upload_until') uploadUntil: number;
}

/** A megabyte of it. */
@Entity('script_media_bytes')
export class ScriptMediaBytes {
  @KeyColumn('corp_id') corpId: string;
  @KeyColumn('media_id') mediaId: string;
  /** From 0. */
  @PositionColumn() position: number;
  @BytesColumn('bytes') bytes: Buffer;
}
