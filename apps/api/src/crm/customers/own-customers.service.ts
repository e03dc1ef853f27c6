import { Inject, Injectable } from '@nestjs/common';
import type { FoundCustomers } from '@sidecard/contracts';
import { AuditLog } from '../../audit/index.js';
import type { CurrentMember } from '../../auth/index.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { BELIEVED_MS } from '../freshness.js';
import { soughtIn } from '../find/sought-in.js';
import { CustomersRepository } from './customers.repository.js';
import { maskPhone } from './mask-phone.js';
import { OwnRelationsService } from './own-relations.service.js';

/** The most that are shown. */
const SHOWN = 30;

/** Whom a member serves: to be chosen from, and looked for. */
@Injectable()
export class OwnCustomersService {
  constructor(
    private readonly customers: CustomersRepository,
    private readonly relations: OwnRelationsService,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Each a relation that WeCom has confirmed within a day, and each written down as seen.
   * @param text what is typed; empty for those added last
   * @throws WecomError when WeCom can't be asked and nothing is known that is that young, and when it refuses
   */
  async find(member: CurrentMember, text: string): Promise<FoundCustomers> {
    const trouble = await this.relations.ask(member);
    const since = this.clock.now() - BELIEVED_MS;
    // One more than is shown says whether there are others.
    const own = await this.customers.ownOf(member, since, text === '' ? SHOWN + 1 : undefined);
    if (trouble && own.length === 0) throw trouble;
    const found = soughtIn(own, text);
    const shown = found.slice(0, SHOWN);
    await this.audit.record(
      member,
      shown.map(({ customer: { externalUserId } }) => ({
        action: 'customer_listed',
        externalUserId,
        access: 'own',
      })),
    );
    return {
      customers: shown.map(({ customer, phone }) => ({
        externalUserId: customer.externalUserId,
        name: customer.name,
        remark: customer.remark,
        avatarUrl: customer.avatarUrl,
        kind: customer.kind,
        companyName: customer.companyName,
        remarkCompany: customer.remarkCompany,
        maskedPhone: phone === null ? null : maskPhone(phone),
      })),
      hasMore: found.length > SHOWN,
    };
  }
}
