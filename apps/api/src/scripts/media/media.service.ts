import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { MEDIA_LIMITS, SCRIPT_LIMITS, type MediaKind, type StoredMedia } from '@sidecard/contracts';
import { Semaphore } from 'async-mutex';
import { In, type EntityManager, type Repository } from 'typeorm';
import type { CurrentMember } from '../../auth/index.js';
import { Transactions } from '../../database/transactions.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { AppError } from '../../platform/errors/app-error.js';
import { readAll } from '../../platform/request-bodies.js';
import { ScriptPartRow } from '../library/script.entity.js';
import { imageType } from './image-type.js';
import { ReadableMedia } from './readable-media.js';
import { ScriptMedia, ScriptMediaBytes } from './script-media.entity.js';

const MEGABYTE = 1024 * 1024;
/** Of this process, at a time: each is in memory twice. */
const STORED_AT_ONCE = 4;
/** What is in no script by then never will be. Milliseconds. */
const UNUSED_MS = 7 * 24 * 60 * 60_000;

/** Keeps the bytes that scripts send. */
@Injectable()
export class MediaService {
  private readonly room = new Semaphore(STORED_AT_ONCE);

  constructor(
    @InjectRepository(ScriptMediaBytes) private readonly bytes: Repository<ScriptMediaBytes>,
    private readonly readable: ReadableMedia,
    private readonly transactions: Transactions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws AppError PAYLOAD_TOO_LARGE; INVALID_REQUEST for what WeCom would not take */
  store(member: CurrentMember, kind: MediaKind, fileName: string, body: Readable): Promise<StoredMedia> {
    return this.room.runExclusive(() => this.storeOne(member, kind, fileName, body));
  }

  private async storeOne(
    { corpId, userId }: CurrentMember,
    kind: MediaKind,
    fileName: string,
    body: Readable,
  ): Promise<StoredMedia> {
    const bytes = await readAll(body, MEDIA_LIMITS[kind]);
    const type = imageType(bytes);
    if (bytes.length < MEDIA_LIMITS.least || (kind === 'image' && !type))
      throw new AppError('INVALID_REQUEST', 'WeCom would not take it', { fields: ['body'] });
    const key = { corpId, mediaId: randomUUID() };
    const storedAt = this.clock.now();
    await this.transactions.run(async (manager) => {
      await sweep(manager, corpId, storedAt - UNUSED_MS);
      const row: ScriptMedia = {
        ...key,
        storedByUserId: userId,
        kind,
        fileName: fileName.slice(-SCRIPT_LIMITS.fileName),
        type: type ?? 'application/octet-stream',
        size: bytes.length,
        storedAt,
        wecomMediaId: null,
        wecomUntil: 0,
        uploadUntil: 0,
      };
      await manager.insert(ScriptMedia, row);
      for (let start = 0; start < bytes.length; start += MEGABYTE)
        await manager.insert(ScriptMediaBytes, {
          ...key,
          position: start / MEGABYTE,
          bytes: bytes.subarray(start, start + MEGABYTE),
        });
    });
    return { mediaId: key.mediaId };
  }

  /** @throws AppError SCRIPT_NOT_FOUND for what is no image, or none that this member may see */
  async image(member: CurrentMember, mediaId: string): Promise<{ type: string; bytes: Buffer }> {
    const [media] = await this.readable.find(member, [mediaId]);
    if (media?.kind !== 'image') throw new AppError('SCRIPT_NOT_FOUND', 'no such image of this member');
    return { type: media.type, bytes: await this.bytesOf(media) };
  }

  async bytesOf({ corpId, mediaId }: Pick<ScriptMedia, 'corpId' | 'mediaId'>): Promise<Buffer<ArrayBuffer>> {
    const rows = await this.bytes.find({ where: { corpId, mediaId }, order: { position: 'ASC' } });
    return Buffer.concat(rows.map(({ bytes }) => bytes));
  }
}

/** Forgets what was stored before and is in no script: its script was changed, deleted, or never saved. */
async function sweep(manager: EntityManager, corpId: string, before: number): Promise<void> {
  const unused = await manager
    .createQueryBuilder(ScriptMedia, 'media')
    .where('media.corpId = :corpId AND media.storedAt < :before', { corpId, before })
    .andWhere((query) => {
      const parts = query
        .subQuery()
        .select('1')
        .from(ScriptPartRow, 'part')
        .where('part.corpId = media.corpId AND part.mediaId = media.mediaId');
      return `NOT EXISTS ${parts.getQuery()}`;
    })
    .getMany();
  if (unused.length === 0) return;
  const where = { corpId, mediaId: In(unused.map(({ mediaId }) => mediaId)) };
  await manager.delete(ScriptMediaBytes, where);
  await manager.delete(ScriptMedia, where);
}
