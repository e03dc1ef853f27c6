import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import {
  editedFollowUpSchema,
  newFollowUpSchema,
  type EditedFollowUp,
  type FollowUp,
  type NewFollowUp,
} from '@sidecard/contracts';
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

  @Post(':followUpId')
  @HttpCode(200)
  edit(
    @AskedBy() member: CurrentMember,
    @Served() served: ServedCustomer,
    @Param('followUpId') followUpId: string,
    @Body({ schema: editedFollowUpSchema }) edited: EditedFollowUp,
  ): Promise<FollowUp> {
    return this.followUps.edit(member, served, followUpId, edited);
  }

  @Post(':followUpId/delete')
  @HttpCode(204)
  delete(
    @AskedBy() member: CurrentMember,
    @Served() served: ServedCustomer,
    @Param('followUpId') followUpId: string,
  ): Promise<void> {
    return this.followUps.delete(member, served, followUpId);
  }
}
