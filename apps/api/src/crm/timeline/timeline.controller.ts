import { Controller, Get, Query } from '@nestjs/common';
import { timelineGroups, type Timeline } from '@sidecard/contracts';
import * as z from 'zod';
import { AskedBy, type CurrentMember } from '../../auth/index.js';
import type { ServedCustomer } from '../customers/customer-facts.service.js';
import { Served } from '../customers/served-customer.js';
import { parsePosition } from './position.js';
import { TimelineService } from './timeline.service.js';

const query = z.object({
  before: z
    .string()
    .max(128)
    .transform((text, context) => {
      const position = parsePosition(text);
      if (position) return position;
      context.addIssue({ code: 'custom', message: 'not a position of ours' });
      return z.NEVER;
    })
    .optional(),
  kinds: z.enum(timelineGroups).optional(),
});

@Controller('api/customers/:externalUserId/timeline')
export class TimelineController {
  constructor(private readonly timeline: TimelineService) {}

  @Get()
  page(
    @AskedBy() member: CurrentMember,
    @Served() served: ServedCustomer,
    @Query({ schema: query }) { before, kinds }: z.infer<typeof query>,
  ): Promise<Timeline> {
    return this.timeline.page(member, served, kinds ?? null, before ?? null);
  }
}
