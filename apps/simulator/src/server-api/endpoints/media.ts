import { z } from 'zod';
import { mediaTypes, type MediaType } from '../../platform/media.js';
import { endpoint } from '../endpoint.js';
import { Refusal } from '../refusal.js';

const MEGABYTE = 1024 * 1024;
/** Every file has more (1.13). Bytes. */
const MORE_THAN = 5;

/** What each type may be, and the errcode of one that is larger (1.13, chapter 2). */
const limits: Record<MediaType, { most: number; tooLarge: number }> = {
  image: { most: 10 * MEGABYTE, tooLarge: 40009 },
  voice: { most: 2 * MEGABYTE, tooLarge: 40006 },
  video: { most: 10 * MEGABYTE, tooLarge: 40011 },
  file: { most: 20 * MEGABYTE, tooLarge: 40006 },
};

/** How the files of these types begin. */
const begins: Partial<Record<MediaType, string[]>> = {
  image: ['ffd8ff', '89504e470d0a1a0a'],
  voice: ['2321414d52'],
};

const fileSchema = z.custom<{ fileName: string; bytes: Buffer }>((value) => Object(value) === value);

/** Temporary media (1.13). */
export const mediaUpload = endpoint({
  method: 'POST',
  path: '/media/upload',
  takesForm: true,
  params: z.object({ type: z.string().default(''), media: fileSchema.optional() }),
  answer: (platform, { corp }, { type: asked, media }) => {
    const type = mediaTypes.find((known) => known === asked);
    if (!type) throw new Refusal(40004);
    if (!media || media.bytes.length === 0) throw new Refusal(44001);
    const { fileName, bytes } = media;
    if (bytes.length <= MORE_THAN) throw new Refusal(40006);
    if (bytes.length > limits[type].most) throw new Refusal(limits[type].tooLarge);
    const head = bytes.subarray(0, 8).toString('hex');
    if (begins[type] && !begins[type].some((beginning) => head.startsWith(beginning)))
      throw new Refusal(40005);
    const { mediaId, createdAt } = platform.media.add({ corpId: corp.corpId, type, fileName, bytes });
    // A string here, as the samples have it.
    return { type, media_id: mediaId, created_at: String(createdAt) };
  },
});
