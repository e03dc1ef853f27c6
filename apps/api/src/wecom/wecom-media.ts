import { Injectable } from '@nestjs/common';
import * as z from 'zod';
import { WecomTransport } from './http/wecom-transport.js';
import type { WecomApp } from './wecom-app.js';

/** A large file takes its time. Milliseconds. */
const UPLOAD_MS = 30_000;

const answerSchema = z.object({ media_id: z.string().min(1) });

@Injectable()
export class WecomMedia {
  constructor(private readonly transport: WecomTransport) {}

  /**
   * Uploads an image (JPG or PNG, at most 10 MB) or a file (20 MB), each of more than 5 bytes (1.13).
   * @param file its name is what receivers of a file read
   * @returns what WeCom calls it for three days, in every app of the corp
   */
  async upload(
    app: WecomApp,
    kind: 'image' | 'file',
    { fileName, type, bytes }: { fileName: string; type: string; bytes: Uint8Array<ArrayBuffer> },
  ): Promise<string> {
    const form = new FormData();
    form.append('media', new Blob([bytes], { type }), fileName);
    const { media_id: mediaId } = await this.transport.call(
      {
        method: 'POST',
        path: '/media/upload',
        query: { type: kind },
        body: form,
        app,
        // Twice uploaded, it is forgotten twice.
        idempotent: true,
        timeoutMs: UPLOAD_MS,
      },
      answerSchema,
    );
    return mediaId;
  }
}
