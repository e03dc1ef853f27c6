import { Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { externalUserIdSchema, type Card, type RevealedPhones } from '@sidecard/contracts';
import { AskedBy, type CurrentMember } from '../../auth/index.js';
import { CustomersService } from './customers.service.js';

@Controller('api/customers/:externalUserId')
export class CustomersController {
  constructor(private readonly customers: CustomersService) {}

  @Get('card')
  @Header('cache-control', 'no-store')
  card(
    @AskedBy() member: CurrentMember,
    @Param('externalUserId', { schema: externalUserIdSchema }) externalUserId: string,
  ): Promise<Card> {
    return this.customers.card(member, externalUserId);
  }

  /** A POST, because looking at a phone number is something done, not something read in passing. */
  @Post('phones/reveal')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  revealPhones(
    @AskedBy() member: CurrentMember,
    @Param('externalUserId', { schema: externalUserIdSchema }) externalUserId: string,
  ): Promise<RevealedPhones> {
    return this.customers.revealPhones(member, externalUserId);
  }
}
