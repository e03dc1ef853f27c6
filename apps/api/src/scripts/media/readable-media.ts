import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { ScriptPart } from '@sidecard/contracts';
import { In, type Repository } from 'typeorm';
import type { CurrentMember } from '../../auth/index.js';
import { AppError } from '../../platform/errors/app-error.js';
import { ScriptPartRow, ScriptRow } from '../library/script.entity.js';
import { ownersRead } from '../library/script-rights.js';
import { ScriptMedia } from './script-media.entity.js';

/** Which images and files a member may see: those they have stored, and those of scripts they may read. */
@Injectable()
export class ReadableMedia {
  constructor(
    @InjectRepository(ScriptMedia) private readonly media: Repository<ScriptMedia>,
    @InjectRepository(ScriptPartRow) private readonly parts: Repository<ScriptPartRow>,
  ) {}

  async find(member: CurrentMember, mediaIds: string[]): Promise<ScriptMedia[]> {
    if (mediaIds.length === 0) return [];
    const { corpId, userId } = member;
    const [media, inScripts] = await Promise.all([
      this.media.findBy({ corpId, mediaId: In(mediaIds) }),
      this.parts
        .createQueryBuilder('part')
        .innerJoin(ScriptRow, 'script', 'script.corpId = part.corpId AND script.scriptId = part.scriptId')
        .where({ corpId, mediaId: In(mediaIds) })
        .andWhere('script.ownerUserId IN (:...owners)', { owners: ownersRead(member) })
        .getMany(),
    ]);
    const shown = new Set(inScripts.map(({ mediaId }) => mediaId));
    return media.filter(({ mediaId, storedByUserId }) => storedByUserId === userId || shown.has(mediaId));
  }

  /** @throws AppError INVALID_REQUEST for an image or a file that this member may not see, or that is none of its kind */
  async assertUsable(member: CurrentMember, parts: ScriptPart[]): Promise<void> {
    const sent = parts.filter((part) => part.kind === 'image' || part.kind === 'file');
    const media = await this.find(
      member,
      sent.map(({ mediaId }) => mediaId),
    );
    const isUsable = sent.every((part) =>
      media.some(({ mediaId, kind }) => mediaId === part.mediaId && kind === part.kind),
    );
    if (!isUsable) throw new AppError('INVALID_REQUEST', 'no such image or file', { fields: ['parts'] });
  }
}
