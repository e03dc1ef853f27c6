import { Injectable } from '@nestjs/common';
import * as z from 'zod';
import { WecomTransport } from './http/wecom-transport.js';
import { normalizeUserId } from './user-id.js';
import type { WecomApp } from './wecom-app.js';

export interface WecomMember {
  userId: string;
  name: string;
}

const answerSchema = z.object({ userid: z.string(), name: z.string() });

@Injectable()
export class WecomMembers {
  constructor(private readonly transport: WecomTransport) {}

  /** @throws WecomError `not_found` or `not_permitted` for somebody who has left or is outside the visible range (1.6) */
  async get(app: WecomApp, userId: string): Promise<WecomMember> {
    const { userid, name } = await this.transport.call(
      { method: 'GET', path: '/user/get', query: { userid: userId }, app },
      answerSchema,
    );
    return { userId: normalizeUserId(userid), name };
  }
}
