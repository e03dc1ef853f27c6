import { Body, Controller, Post } from '@nestjs/common';
import { newFollowUpSchema, type FollowUp, type NewFollowUp } from '@sidecard/contracts';
import { AskedBy, type CurrentMember } from '../../auth/index.js';
import type { ServedCustomer } from '../customers/customer-facts.service.js';
import { Served } from '../customers/served-customer.js';
import { FollowUpsService } from './follow-ups.service.js';

@Controller('api/customers/:externalUserId/follow-ups')
export class FollowUpsController {
  constructor(private readonly followUps: FollowUpsService) {}

  @Post()
  add(
    @AskedBy() member: CurrentMember,
    @Served() served: ServedCustomer,
    @Body({ schema: newFollowUpSchema }) followUp: NewFollowUp,
  ): Promise<FollowUp> {
    return this.followUps.add(member, served, followUp);
  }
}
