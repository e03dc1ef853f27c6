import type { Clock } from '../clock.js';
import type { RandomIds } from '../random.js';

export const mediaTypes = ['image', 'voice', 'video', 'file'] as const;
export type MediaType = (typeof mediaTypes)[number];

/** Something that was uploaded (1.13). */
export interface Media {
  mediaId: string;
  corpId: string;
  type: MediaType;
  fileName: string;
  bytes: Buffer;
  /** Seconds since 1970. */
  createdAt: number;
}

const LIFE_S = 3 * 24 * 60 * 60;

/** What apps have uploaded. Good for three days, in every app of the corp and in no other corp (1.13). */
export class MediaStore {
  private readonly media = new Map<string, Media>();

  constructor(
    private readonly clock: Clock,
    private readonly randomIds: RandomIds,
  ) {}

  add(media: Omit<Media, 'mediaId' | 'createdAt'>): Media {
    const added = { ...media, mediaId: this.randomIds('3', 43), createdAt: this.seconds() };
    this.media.set(added.mediaId, added);
    return added;
  }

  /** Nothing when it is over, of another type, or another corp's. */
  find(corpId: string, type: MediaType, mediaId: string): Media | undefined {
    const found = this.media.get(mediaId);
    const isGood =
      found?.corpId === corpId && found.type === type && this.seconds() < found.createdAt + LIFE_S;
    return isGood ? found : undefined;
  }

  /** However old: what is in a chat stays there. */
  everUploaded(mediaId: string): Media | undefined {
    return this.media.get(mediaId);
  }

  private seconds(): number {
    return Math.floor(this.clock.now() / 1000);
  }
}
