import { Controller, Get, Header, Headers, StreamableFile } from '@nestjs/common';
import { AskedBy, type CurrentMember } from '../../auth/index.js';
import type { ServedCustomer } from '../customers/customer-facts.service.js';
import { Served } from '../customers/served-customer.js';
import { CustomerLiveService } from './customer-live.service.js';

@Controller('api/customers/:externalUserId/live')
export class CustomerLiveController {
  constructor(private readonly live: CustomerLiveService) {}

  // A connection that went on after its answer would hold up our shutting down.
  @Header('connection', 'close')
  @Get()
  follow(
    @AskedBy() { corpId }: CurrentMember,
    @Served() { customer }: ServedCustomer,
    @Headers('last-event-id') seen?: string,
  ): StreamableFile {
    return new StreamableFile(this.live.stream(corpId, customer.externalUserId, seen || null), {
      type: 'text/event-stream',
    });
  }
}
