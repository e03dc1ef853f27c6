import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import {
  newCrmLinkSchema,
  revealCrmFieldSchema,
  type CrmSearch,
  type NewCrmLink,
  type RevealCrmField,
  type RevealedCrmField,
} from '@sidecard/contracts';
import * as z from 'zod';
import { AskedBy, type CurrentMember } from '../../auth/index.js';
import type { ServedCustomer } from '../customers/customer-facts.service.js';
import { Served } from '../customers/served-customer.js';
import { CustomerCrmService } from './customer-crm.service.js';
import { RecordChoiceService } from './record-choice.service.js';

/** One character finds half the town. */
const query = z.object({ text: z.string().trim().min(2).max(64) });

@Controller('api/customers/:externalUserId/crm')
export class CustomerCrmController {
  constructor(
    private readonly companyCrm: CustomerCrmService,
    private readonly choice: RecordChoiceService,
  ) {}

  @Get('search')
  search(
    @AskedBy() member: CurrentMember,
    @Served() served: ServedCustomer,
    @Query({ schema: query }) { text }: z.infer<typeof query>,
  ): Promise<CrmSearch> {
    return this.companyCrm.search(member, served, text);
  }

  @Post('link')
  @HttpCode(204)
  link(
    @AskedBy() member: CurrentMember,
    @Served() served: ServedCustomer,
    @Body({ schema: newCrmLinkSchema }) { key }: NewCrmLink,
  ): Promise<void> {
    return this.choice.link(member, served, key);
  }

  @Post('unlink')
  @HttpCode(204)
  unlink(@AskedBy() member: CurrentMember, @Served() served: ServedCustomer): Promise<void> {
    return this.choice.unlink(member, served);
  }

  @Post('create')
  @HttpCode(204)
  create(@AskedBy() member: CurrentMember, @Served() served: ServedCustomer): Promise<void> {
    return this.choice.create(member, served);
  }

  @Post('reveal')
  @HttpCode(200)
  reveal(
    @AskedBy() member: CurrentMember,
    @Served() served: ServedCustomer,
    @Body({ schema: revealCrmFieldSchema }) { fieldId }: RevealCrmField,
  ): Promise<RevealedCrmField> {
    return this.companyCrm.reveal(member, served, fieldId);
  }
}
