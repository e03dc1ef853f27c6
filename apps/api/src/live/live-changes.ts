import { EventEmitter } from 'node:events';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import * as z from 'zod';
import { SHARED_REDIS, type SharedRedis } from '../cache/shared-redis.js';
import { APP_CONFIG, type AppConfig } from '../config/app-config.js';
import { LOGGER, type Logger } from '../platform/logger.js';

const messageSchema = z.object({ corpId: z.string(), externalUserIds: z.array(z.string()) });

/**
 * Tells every process whose card looks different now. A hint, never the truth: what it says is in the database, and
 * whoever misses it finds out when they look. Nobody waits for it.
 */
@Injectable()
export class LiveChanges implements OnModuleInit, OnApplicationShutdown {
  private readonly here = new EventEmitter({ captureRejections: true }).setMaxListeners(0);
  private readonly channel: string;
  private stopListening = async (): Promise<void> => {};

  constructor(
    @Inject(SHARED_REDIS) private readonly redis: SharedRedis | null,
    @Inject(APP_CONFIG) config: AppConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.channel = `${config.cache.namespace}:live`;
  }

  async onModuleInit(): Promise<void> {
    if (!this.redis) return;
    this.stopListening = await this.redis.listen(this.channel, (text) => this.hear(text));
  }

  /** To be called once what has changed can be read. */
  announce(corpId: string, externalUserIds: string[]): void {
    if (externalUserIds.length === 0) return;
    for (const externalUserId of externalUserIds) this.here.emit(keyOf(corpId, externalUserId));
    if (!this.redis) return;
    const text = JSON.stringify({ corpId, externalUserIds });
    this.redis
      .run((client) => client.publish(this.channel, text))
      .catch((error: unknown) => {
        this.logger.debug({ err: error }, 'a change was not announced to other processes');
      });
  }

  /** Calls back at every change of a customer, in whatever process. @returns how to stop */
  follow(corpId: string, externalUserId: string, listener: () => void): () => void {
    const key = keyOf(corpId, externalUserId);
    this.here.on(key, listener);
    return () => this.here.off(key, listener);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.stopListening();
  }

  /** Our own announcements come back too; a second look finds nothing new. */
  private hear(text: string): void {
    const { corpId, externalUserIds } = messageSchema.parse(JSON.parse(text));
    for (const externalUserId of externalUserIds) this.here.emit(keyOf(corpId, externalUserId));
  }
}

function keyOf(corpId: string, externalUserId: string): string {
  return `${corpId}/${externalUserId}`;
}
