import { Readable } from 'node:stream';
import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { FILE_NAME_HEADER, mediaKinds, type StoredMedia } from '@sidecard/contracts';
import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { AskedBy, type CurrentMember } from '../../auth/index.js';
import { AppError } from '../../platform/errors/app-error.js';
import { StreamedBody } from '../../platform/request-bodies.js';
import { MediaService } from './media.service.js';

const query = z.object({ kind: z.enum(mediaKinds) });

@Controller('api/script-media')
export class MediaController {
  constructor(private readonly media: MediaService) {}

  @StreamedBody()
  @Post()
  @HttpCode(200)
  store(
    @AskedBy() member: CurrentMember,
    @Query({ schema: query }) { kind }: z.infer<typeof query>,
    @Headers(FILE_NAME_HEADER) fileName: string | undefined,
    @Body() body: unknown,
  ): Promise<StoredMedia> {
    if (!(body instanceof Readable))
      throw new AppError('INVALID_REQUEST', 'the request has no bytes', { fields: ['body'] });
    return this.media.store(member, kind, nameIn(fileName), body);
  }

  @Get(':mediaId')
  async image(
    @AskedBy() member: CurrentMember,
    @Param('mediaId') mediaId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const { type, bytes } = await this.media.image(member, mediaId);
    void reply.type(type);
    return bytes;
  }
}

/** @throws AppError INVALID_REQUEST */
function nameIn(header: string | undefined): string {
  try {
    const name = decodeURIComponent(header ?? '').trim();
    if (name) return name;
  } catch {
    // Not encoded as we do it.
  }
  throw new AppError('INVALID_REQUEST', 'the file has no name', { fields: [FILE_NAME_HEADER] });
}
