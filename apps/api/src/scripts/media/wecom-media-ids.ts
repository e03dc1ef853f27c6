import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Semaphore } from 'async-mutex';
import { LessThanOrEqual, type Repository } from 'typeorm';
import { WECOM_TIMINGS, type WecomTimings } from '../../config/wecom-timings.js';
import { Transactions } from '../../database/transactions.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { AppError } from '../../platform/errors/app-error.js';
import { WecomMedia, type WecomApp } from '../../wecom/index.js';
import { MediaService } from './media.service.js';
import { ScriptMedia } from './script-media.entity.js';

/** WeCom forgets what was uploaded after this long (1.13). Milliseconds. */
const LIFE_MS = 3 * 24 * 60 * 60_000;
/** … and it is uploaded anew so long before: what is prepared now may be sent in a while. */
const MARGIN_MS = 12 * 60 * 60_000;
/** Of this process, at a time: each is in memory several times over. */
const UPLOADS_AT_ONCE = 2;
/** Whoever has not uploaded it by then is taken for dead. Milliseconds. */
const LEASE_MS = 60_000;

/**
 * What WeCom calls our images and files. Uploaded when somebody is about to send them, by one of all processes at a time,
 * and again before WeCom forgets them. One name is good in every app of the corp (1.13).
 */
@Injectable()
export class WecomMediaIds {
  private readonly uploads = new Semaphore(UPLOADS_AT_ONCE);

  constructor(
    @InjectRepository(ScriptMedia) private readonly media: Repository<ScriptMedia>,
    private readonly stored: MediaService,
    private readonly wecom: WecomMedia,
    private readonly transactions: Transactions,
    @Inject(WECOM_TIMINGS) private readonly timings: WecomTimings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @param app whose token uploads, where that is needed
   * @throws WecomError; AppError WECOM_UNAVAILABLE when whoever is uploading it takes too long, SCRIPT_NOT_FOUND when it has gone
   */
  async of(app: WecomApp, mediaId: string): Promise<string> {
    const key = { corpId: app.corpId, mediaId };
    const deadline = performance.now() + this.timings.patienceMs;
    while (performance.now() < deadline) {
      const media = await this.media.findOneBy(key);
      if (!media) throw new AppError('SCRIPT_NOT_FOUND', 'the image or file has gone');
      const now = this.clock.now();
      if (media.wecomMediaId !== null && now < media.wecomUntil) return media.wecomMediaId;
      if (await this.claim(key, now)) return this.uploads.runExclusive(() => this.upload(app, media, now));
      await pause(this.timings.pollMs);
    }
    throw new AppError('WECOM_UNAVAILABLE', 'whoever is uploading it takes too long');
  }

  private async claim(key: Pick<ScriptMedia, 'corpId' | 'mediaId'>, now: number): Promise<boolean> {
    const { affected } = await this.transactions.single((manager) =>
      manager.update(
        ScriptMedia,
        // Since we looked somebody may have been done with it.
        { ...key, wecomUntil: LessThanOrEqual(now), uploadUntil: LessThanOrEqual(now) },
        { uploadUntil: now + LEASE_MS },
      ),
    );
    return affected === 1;
  }

  private async upload(app: WecomApp, media: ScriptMedia, now: number): Promise<string> {
    const { corpId, mediaId, kind, fileName, type } = media;
    let learned: Partial<ScriptMedia> = {};
    try {
      const bytes = await this.stored.bytesOf(media);
      const wecomMediaId = await this.wecom.upload(app, kind, { fileName, type, bytes });
      learned = { wecomMediaId, wecomUntil: now + LIFE_MS - MARGIN_MS };
      return wecomMediaId;
    } finally {
      await this.transactions.single((manager) =>
        manager.update(
          ScriptMedia,
          // Unless somebody has taken us for dead.
          { corpId, mediaId, uploadUntil: now + LEASE_MS },
          { ...learned, uploadUntil: 0 },
        ),
      );
    }
  }
}
