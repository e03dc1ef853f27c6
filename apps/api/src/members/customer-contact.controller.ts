import { Controller, Get } from '@nestjs/common';
import type { CustomerContact } from '@sidecard/contracts';
import { AskedBy, type CurrentMember } from '../auth/index.js';
import { CustomerContactService } from './customer-contact.service.js';

@Controller('api/customer-contact')
export class CustomerContactController {
  constructor(private readonly customerContact: CustomerContactService) {}

  /** Why the client may refuse to name the customer: it only says that there is no permission. */
  @Get()
  async check(@AskedBy() member: CurrentMember): Promise<CustomerContact> {
    await this.customerContact.assertEnabled(member);
    return { enabled: true };
  }
}
