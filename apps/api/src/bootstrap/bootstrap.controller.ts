import { Controller, Get, Query } from '@nestjs/common';
import { parseRefusedSignature, type Bootstrap } from '@sidecard/contracts';
import * as z from 'zod';
import { AskedBy, type CurrentMember } from '../auth/index.js';
import { BootstrapService } from './bootstrap.service.js';

const query = z.object({
  url: z.string().max(4096),
  refused: z
    .string()
    .transform((text, context) => {
      const refused = parseRefusedSignature(text);
      if (refused) return refused;
      context.addIssue({ code: 'custom', message: 'not a signature of ours' });
      return z.NEVER;
    })
    .optional(),
});

@Controller('api/bootstrap')
export class BootstrapController {
  constructor(private readonly bootstrapService: BootstrapService) {}

  @Get()
  bootstrap(
    @AskedBy() member: CurrentMember,
    @Query({ schema: query }) { url, refused }: z.infer<typeof query>,
  ): Promise<Bootstrap> {
    return this.bootstrapService.bootstrap(member, url, refused);
  }
}
