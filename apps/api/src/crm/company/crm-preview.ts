import { Injectable } from '@nestjs/common';
import type { Access, CardCrm } from '@sidecard/contracts';
import type { WecomApp } from '../../wecom/index.js';
import { CustomersRepository } from '../customers/customers.repository.js';
import { CompanyCrms } from './company-crms.js';
import { CustomerCrmService } from './customer-crm.service.js';
import { showCandidate, showRecord } from './shown-values.js';

/** What the CRM's part of a card would be, without anybody looking at a chat: for ops, who are setting it up. */
@Injectable()
export class CrmPreview {
  constructor(
    private readonly customers: CustomersRepository,
    private readonly crm: CustomerCrmService,
    private readonly crms: CompanyCrms,
  ) {}

  /**
   * @param app as this app has been shown the customer
   * @param access how the member would come to see them
   * @returns null for a customer this app has not been shown
   */
  async of(app: WecomApp, externalUserId: string, access: Access): Promise<CardCrm | null> {
    const facts = await this.customers.find(app, externalUserId);
    const relation = facts?.relations.find(({ endedAt }) => endedAt === null) ?? facts?.relations[0];
    if (!facts || !relation) return null;
    const { customer } = facts;
    const sight = await this.crm.look({ customer, relation, access, colleagues: [], upToDate: true });
    const onlooker = { access, names: new Map<string, string>() };
    switch (sight.state) {
      case 'found':
        return { ...sight, record: showRecord(sight.record, onlooker) };
      case 'several':
        return { ...sight, candidates: sight.candidates.map((one) => showCandidate(one, onlooker)) };
      case 'none': {
        const { search, create } = this.crms.of(app.corpId).can;
        const suggestions = sight.suggestions.map((one) => showCandidate(one, onlooker));
        return { state: 'none', suggestions, canSearch: search, canCreate: create };
      }
      case 'unavailable':
        return sight;
    }
  }
}
