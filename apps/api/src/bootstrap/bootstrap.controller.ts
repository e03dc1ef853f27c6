import { Controller, Get, Header, Query } from '@nestjs/common';
import type { Bootstrap } from '@sidecard/contracts';
import * as z from 'zod';
import { AskedBy, type CurrentMember } from '../auth/index.js';
import { BootstrapService } from './bootstrap.service.js';

const query = z.object({ url: z.string().max(4096) });

@Controller('api/bootstrap')
export class BootstrapController {
  constructor(private readonly bootstrapService: BootstrapService) {}

  @Get()
  @Header('cache-control', 'no-store')
  bootstrap(
    @AskedBy() member: CurrentMember,
    @Query({ schema: query }) { url }: z.infer<typeof query>,
  ): Promise<Bootstrap> {
    return this.bootstrapService.bootstrap(member, url);
  }
}
