import { Injectable } from '@nestjs/common';
import type { CardCrm, CrmSearch, CrmValue, RevealedCrmField } from '@sidecard/contracts';
import { AuditLog } from '../../audit/index.js';
import type { CurrentMember } from '../../auth/index.js';
import { MembersService, type MemberNames } from '../../members/index.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { ServedCustomer } from '../customers/customer-facts.service.js';
import type { Position } from '../timeline/position.js';
import type { CompanyCandidate, CompanyHappening, Look, SoughtCustomer } from './company-crm.js';
import { auditedOf } from '../customers/audited-of.js';
import { CompanyCrms } from './company-crms.js';
import { CrmLinksRepository } from './links/crm-links.repository.js';
import { ShownCandidates } from './shown-candidates.js';
import { memberIdsIn, named, showCandidate, showRecord } from './shown-values.js';

/** What looking has brought, or since when that can't be done (ISO). */
export type Sight = Look | { state: 'unavailable'; since: string };

/** What the company's CRM says of a customer. */
@Injectable()
export class CustomerCrmService {
  constructor(
    private readonly crms: CompanyCrms,
    private readonly links: CrmLinksRepository,
    private readonly shown: ShownCandidates,
    private readonly members: MembersService,
    private readonly audit: AuditLog,
  ) {}

  /** Never fails because of the CRM. */
  async look(served: ServedCustomer): Promise<Sight> {
    try {
      return await this.crmOf(served).look(await this.sought(served));
    } catch (error) {
      return { state: 'unavailable', since: sinceOf(error) };
    }
  }

  /** What of it `member` may see. @param names of all whom `memberIdsOf` names */
  async show(
    member: CurrentMember,
    served: ServedCustomer,
    sight: Sight,
    names: MemberNames,
  ): Promise<CardCrm> {
    const onlooker = { access: served.access, names };
    switch (sight.state) {
      case 'found':
        return { state: 'found', by: sight.by, record: showRecord(sight.record, onlooker) };
      case 'several':
        await this.remember(member, served, sight.candidates);
        return {
          state: 'several',
          candidates: sight.candidates.map((candidate) => showCandidate(candidate, onlooker)),
        };
      case 'none': {
        const { can } = this.crmOf(served);
        await this.remember(member, served, sight.suggestions);
        return {
          state: 'none',
          suggestions: sight.suggestions.map((candidate) => showCandidate(candidate, onlooker)),
          canSearch: can.search,
          canCreate: can.create,
        };
      }
      case 'unavailable':
        return sight;
    }
  }

  /** @param text at least two characters; written down is that somebody has searched, not for what */
  async search(member: CurrentMember, served: ServedCustomer, text: string): Promise<CrmSearch> {
    const crm = this.crmOf(served);
    const found = crm.can.search ? await crm.search(member, text) : [];
    await this.audit.record(member, auditedOf(served, 'crm_searched'));
    await this.remember(member, served, found);
    const names = await this.members.names(member, memberIdsIn(valuesOf(found)));
    return { candidates: found.map((one) => showCandidate(one, { access: served.access, names })) };
  }

  /**
   * The whole of a field that the card masks: it leaves only once it is written down who has seen it.
   * @throws AppError CRM_RECORD_NOT_FOUND where there is no such field for this member, CRM_UNAVAILABLE
   */
  async reveal(member: CurrentMember, served: ServedCustomer, fieldId: string): Promise<RevealedCrmField> {
    const look = await this.crmOf(served).look(await this.sought(served));
    const field =
      look.state === 'found' &&
      look.record.fields.find(({ id, roles }) => id === fieldId && roles.includes(served.access));
    if (!field) throw new AppError('CRM_RECORD_NOT_FOUND', 'no such field of this customer');
    await this.audit.record(member, auditedOf(served, 'crm_field_revealed', fieldId));
    if (!field.value) return { value: null };
    const names = await this.members.names(member, memberIdsIn([field.value]));
    return { value: named(field.value, names) };
  }

  /**
   * Rows of the CRM's lists for the timeline, latest first.
   * @returns null while the CRM does not answer
   */
  async happened(
    served: ServedCustomer,
    before: Position | null,
    count: number,
  ): Promise<CompanyHappening[] | null> {
    try {
      return await this.crmOf(served).happened(await this.sought(served), before, count);
    } catch (error) {
      sinceOf(error);
      return null;
    }
  }

  private crmOf({ customer }: ServedCustomer) {
    return this.crms.of(customer.corpId);
  }

  private async sought({ customer, relation }: ServedCustomer): Promise<SoughtCustomer> {
    const { corpId, externalUserId, unionId } = customer;
    return {
      corpId,
      externalUserId,
      unionId,
      phones: relation.phones,
      names: [customer.name, relation.remark].filter((name) => name !== null),
      companies: [customer.companyFullName, customer.companyName, relation.remarkCompany].filter(
        (company) => company !== null,
      ),
      link: await this.links.find(corpId, externalUserId),
    };
  }

  private remember(
    member: CurrentMember,
    { customer }: ServedCustomer,
    shown: CompanyCandidate[],
  ): Promise<void> {
    return this.shown.remember(
      member,
      customer.externalUserId,
      shown.map(({ key }) => key),
    );
  }
}

/** Whose names `show` needs. */
export function memberIdsOf(sight: Sight): string[] {
  switch (sight.state) {
    case 'found': {
      const { fields, lists } = sight.record;
      const values = lists.flatMap(({ rows }) => rows.flatMap((row) => row.values));
      return memberIdsIn([...fields.map(({ value }) => value), ...values]);
    }
    case 'several':
      return memberIdsIn(valuesOf(sight.candidates));
    case 'none':
      return memberIdsIn(valuesOf(sight.suggestions));
    case 'unavailable':
      return [];
  }
}

function valuesOf(candidates: CompanyCandidate[]): (CrmValue | null)[] {
  return candidates.flatMap(({ fields }) => fields.map(({ value }) => value));
}

/** Since when the CRM has not answered. @throws any other error, which is none of the CRM's */
function sinceOf(error: unknown): string {
  const since =
    error instanceof AppError && error.code === 'CRM_UNAVAILABLE' ? error.details?.['since'] : null;
  if (typeof since !== 'string') throw error;
  return since;
}
