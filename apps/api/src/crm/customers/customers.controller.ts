import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import {
  soughtSchema,
  type Card,
  type FoundCustomers,
  type RevealedPhones,
  type Sought,
} from '@sidecard/contracts';
import { AskedBy, type CurrentMember } from '../../auth/index.js';
import type { ServedCustomer } from './customer-facts.service.js';
import { OwnCustomersService } from './own-customers.service.js';
import { CustomersService } from './customers.service.js';
import { Served } from './served-customer.js';

@Controller('api/customers')
export class CustomersController {
  constructor(
    private readonly customers: CustomersService,
    private readonly ownCustomers: OwnCustomersService,
  ) {}

  @Post('find')
  @HttpCode(200)
  find(
    @AskedBy() member: CurrentMember,
    @Body({ schema: soughtSchema }) { text }: Sought,
  ): Promise<FoundCustomers> {
    return this.ownCustomers.find(member, text);
  }

  @Get(':externalUserId/card')
  card(@AskedBy() member: CurrentMember, @Served() served: ServedCustomer): Promise<Card> {
    return this.customers.card(member, served);
  }

  /** A POST, because looking at a phone number is something done, not something read in passing. */
  @Post(':externalUserId/phones/reveal')
  @HttpCode(200)
  revealPhones(@AskedBy() member: CurrentMember, @Served() served: ServedCustomer): Promise<RevealedPhones> {
    return this.customers.revealPhones(member, served);
  }
}
