import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import {
  dismissedChangeSchema,
  newRemarkChangeSchema,
  newTagChangeSchema,
  type DismissedChange,
  type NewRemarkChange,
  type NewTagChange,
  type TagChoices,
} from '@sidecard/contracts';
import { AskedBy, type CurrentMember } from '../../auth/index.js';
import type { ServedCustomer } from '../customers/customer-facts.service.js';
import { Served } from '../customers/served-customer.js';
import { TagChoicesService } from './tag-choices.service.js';
import { WecomChangesService } from './wecom-changes.service.js';

@Controller('api/customers/:externalUserId')
export class WecomChangesController {
  constructor(
    private readonly changes: WecomChangesService,
    private readonly choices: TagChoicesService,
  ) {}

  @Get('tags')
  tags(@AskedBy() member: CurrentMember, @Served() served: ServedCustomer): Promise<TagChoices> {
    return this.choices.of(member, served);
  }

  @Post('tags')
  @HttpCode(204)
  changeTags(
    @AskedBy() member: CurrentMember,
    @Served() served: ServedCustomer,
    @Body({ schema: newTagChangeSchema }) change: NewTagChange,
  ): Promise<void> {
    return this.changes.changeTags(member, served, change);
  }

  @Post('remark')
  @HttpCode(204)
  changeRemark(
    @AskedBy() member: CurrentMember,
    @Served() served: ServedCustomer,
    @Body({ schema: newRemarkChangeSchema }) change: NewRemarkChange,
  ): Promise<void> {
    return this.changes.changeRemark(member, served, change);
  }

  @Post('wecom-changes/dismiss')
  @HttpCode(204)
  dismiss(
    @AskedBy() member: CurrentMember,
    @Served() served: ServedCustomer,
    @Body({ schema: dismissedChangeSchema }) dismissed: DismissedChange,
  ): Promise<void> {
    return this.changes.dismiss(member, served, dismissed);
  }
}
