import { Injectable } from '@nestjs/common';
import * as z from 'zod';
import { WecomTransport } from './http/wecom-transport.js';
import type { WecomApp } from './wecom-app.js';

export interface WecomTagGroup {
  groupId: string;
  name: string;
  /** Larger ones come first. */
  order: number;
  tags: { tagId: string; name: string; order: number }[];
}

const answerSchema = z.object({
  tag_group: z.array(
    z.object({
      group_id: z.string(),
      group_name: z.string(),
      order: z.number().default(0),
      deleted: z.boolean().default(false),
      tag: z
        .array(
          z.object({
            id: z.string(),
            name: z.string(),
            order: z.number().default(0),
            deleted: z.boolean().default(false),
          }),
        )
        .default([]),
    }),
  ),
});

@Injectable()
export class WecomTags {
  constructor(private readonly transport: WecomTransport) {}

  /** All tags of the corp that are there now, by group (1.8). Those of rule groups are not among them. */
  async all(app: WecomApp): Promise<WecomTagGroup[]> {
    const { tag_group: groups } = await this.transport.call(
      {
        method: 'POST',
        path: '/externalcontact/get_corp_tag_list',
        body: { tag_id: [], group_id: [] },
        app,
        idempotent: true,
      },
      answerSchema,
    );
    return groups
      .filter(({ deleted }) => !deleted)
      .map(({ group_id: groupId, group_name: name, order, tag: tags }) => ({
        groupId,
        name,
        order,
        tags: tags
          .filter(({ deleted }) => !deleted)
          .map((tag) => ({ tagId: tag.id, name: tag.name, order: tag.order })),
      }));
  }
}
