import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { newStageSchema, type NewStage } from '@sidecard/contracts';
import { AskedBy, type CurrentMember } from '../../auth/index.js';
import type { ServedCustomer } from '../customers/customer-facts.service.js';
import { Served } from '../customers/served-customer.js';
import { StagesService } from './stages.service.js';

@Controller('api/customers/:externalUserId/stage')
export class StagesController {
  constructor(private readonly stages: StagesService) {}

  @Post()
  @HttpCode(204)
  change(
    @AskedBy() member: CurrentMember,
    @Served() served: ServedCustomer,
    @Body({ schema: newStageSchema }) { stage }: NewStage,
  ): Promise<void> {
    return this.stages.change(member, served, stage);
  }
}
