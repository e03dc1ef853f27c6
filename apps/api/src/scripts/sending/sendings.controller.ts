import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { scriptSendingSchema, type ScriptSending } from '@sidecard/contracts';
import { AskedBy, type CurrentMember } from '../../auth/index.js';
import { Served, type ServedCustomer } from '../../crm/index.js';
import { SendingsService } from './sendings.service.js';

@Controller('api')
export class SendingsController {
  constructor(private readonly sendings: SendingsService) {}

  @Post('customers/:externalUserId/script-sendings')
  @HttpCode(204)
  intoCustomersChat(
    @AskedBy() member: CurrentMember,
    @Served() served: ServedCustomer,
    @Body({ schema: scriptSendingSchema }) sending: ScriptSending,
  ): Promise<void> {
    return this.sendings.intoCustomersChat(member, served, sending);
  }

  @Post('group-chats/:chatId/script-sendings')
  @HttpCode(204)
  intoGroup(
    @AskedBy() member: CurrentMember,
    @Param('chatId') chatId: string,
    @Body({ schema: scriptSendingSchema }) sending: ScriptSending,
  ): Promise<void> {
    return this.sendings.intoGroup(member, chatId, sending);
  }
}
