import { Injectable } from '@nestjs/common';
import type { CurrentMember } from '../auth/index.js';
import { AppError } from '../platform/errors/app-error.js';
import { WecomMembers } from '../wecom/index.js';

@Injectable()
export class CustomerContactService {
  constructor(private readonly wecomMembers: WecomMembers) {}

  /**
   * @throws AppError CUSTOMER_CONTACT_DISABLED when 客户联系 is not enabled for the member, or the member is outside
   * the visible range; WecomError CUSTOMER_API_FORBIDDEN when the app itself may not ask
   */
  async assertEnabled(member: CurrentMember): Promise<void> {
    const enabled = await this.wecomMembers.withCustomerContact(member);
    if (!enabled.includes(member.userId)) {
      throw new AppError('CUSTOMER_CONTACT_DISABLED', 'customer contact is not enabled for this member');
    }
  }
}
