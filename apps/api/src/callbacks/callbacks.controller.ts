import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, UseFilters } from '@nestjs/common';
import { Public } from '../auth/index.js';
import { RequestCost } from '../limits/request-cost.js';
import { RawBody } from '../platform/request-bodies.js';
import { CallbackRefusedFilter } from './callback-refused.filter.js';
import { CallbacksService } from './callbacks.service.js';

/** As it stands in the url: an app that is not there is refused like everything else. */
interface Address {
  corpId: string;
  agentId: string;
}

/** Where the platform calls us back (chapter 6). */
@Public()
@UseFilters(CallbackRefusedFilter)
@Controller('wecom/callback/:corpId/:agentId')
export class CallbacksController {
  constructor(private readonly callbacks: CallbacksService) {}

  /** The admin console, when the url is saved: it takes the plaintext and not a byte more (6.1). */
  @RequestCost(0)
  @Get()
  @Header('content-type', 'text/plain; charset=utf-8')
  verifyUrl(@Param() address: Address, @Query() query: unknown): string {
    return this.callbacks.verifyUrl(address, query);
  }

  // All of the platform's calls come from a few addresses, and one refused for their number might never come again.
  @RequestCost(0)
  @RawBody()
  @Post()
  @HttpCode(200)
  receive(
    @Param() address: Address,
    @Query() query: unknown,
    @Body() body: Uint8Array = new Uint8Array(),
  ): Promise<void> {
    return this.callbacks.receive(address, query, body);
  }
}
