import { Inject, Injectable } from '@nestjs/common';
import type { Card, RevealedPhones } from '@sidecard/contracts';
import { AuditLog } from '../../audit/index.js';
import type { CurrentMember } from '../../auth/index.js';
import { Corps } from '../../config/corps.js';
import { MembersService } from '../../members/index.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { dayAt, daysSince } from '../calendar.js';
import { CustomerCrmService, memberIdsOf } from '../company/customer-crm.service.js';
import { FollowUpsRepository, type ShownFollowUps } from '../follow-ups/follow-ups.repository.js';
import { StagesService } from '../stages/stages.service.js';
import { ShownChanges } from '../wecom-changes/shown-changes.service.js';
import { auditedOf } from './audited-of.js';
import { composeCard } from './compose-card.js';
import type { ServedCustomer } from './customer-facts.service.js';

@Injectable()
export class CustomersService {
  constructor(
    private readonly companyCrm: CustomerCrmService,
    private readonly followUps: FollowUpsRepository,
    private readonly stages: StagesService,
    private readonly changes: ShownChanges,
    private readonly members: MembersService,
    private readonly audit: AuditLog,
    private readonly corps: Corps,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async card(member: CurrentMember, served: ServedCustomer): Promise<Card> {
    const { corpId } = member;
    const { externalUserId } = served.customer;
    const [sight, followUps, stage, shown] = await Promise.all([
      this.companyCrm.look(served),
      this.followUps.forCard({ corpId, externalUserId }, served.relation.userId),
      this.stages.of(member, externalUserId),
      this.changes.look(member, served),
    ]);
    const audited = {
      action: 'card_viewed',
      externalUserId,
      access: served.access,
      // Whose record it was may hang on a phone number that a member has noted.
      ...(sight.state === 'found' ? { subjectId: sight.record.key } : {}),
    } as const;
    const userIds = [
      served.relation.userId,
      ...served.colleagues.map(({ userId }) => userId),
      ...followUps.latest.map(({ authorUserId }) => authorUserId),
      ...memberIdsOf(sight),
    ];
    const [names] = await Promise.all([
      this.members.names(member, userIds),
      this.audit.record(member, audited),
    ]);
    const crm = await this.companyCrm.show(member, served, sight, names);
    const contact = this.contactOf(member, served, followUps);
    const { relation, tags, changes: wecomChanges } = shown;
    return composeCard({
      ...served,
      relation,
      crm,
      stage,
      followUps: followUps.latest,
      contact,
      names,
      tags,
      wecomChanges,
    });
  }

  private contactOf(
    member: CurrentMember,
    { relation }: ServedCustomer,
    { latest: [latest], nextContactOn: nextOn }: ShownFollowUps,
  ): Card['contact'] {
    const { nightly, quietAfterDays } = this.corps.get(member).corp;
    const now = this.clock.now();
    const quietForDays = daysSince(latest?.createdAt ?? relation.addedAt, now);
    const isQuiet = nextOn === null && quietForDays >= quietAfterDays;
    return { today: dayAt(now, nightly.timeZone), nextOn, quietForDays: isQuiet ? quietForDays : null };
  }

  /** The digits behind the card's masked phones: they leave only once it is written down who has seen them. */
  async revealPhones(member: CurrentMember, served: ServedCustomer): Promise<RevealedPhones> {
    await this.audit.record(member, auditedOf(served, 'phones_revealed'));
    return { phones: (await this.changes.look(member, served)).relation.phones };
  }
}
