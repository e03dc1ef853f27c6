import { Injectable } from '@nestjs/common';
import {
  timelineEntrySchema,
  type Timeline,
  type TimelineEntry as EntryAnswer,
  type TimelineGroup,
  type Words,
} from '@sidecard/contracts';
import * as z from 'zod';
import type { CurrentMember } from '../../auth/index.js';
import { MembersService, type MemberNames } from '../../members/index.js';
import type { CompanyHappening } from '../company/company-crm.js';
import { CustomerCrmService } from '../company/customer-crm.service.js';
import { memberIdsIn, named } from '../company/shown-values.js';
import type { ServedCustomer } from '../customers/customer-facts.service.js';
import { FollowUpsRepository } from '../follow-ups/follow-ups.repository.js';
import type { FollowUp } from '../follow-ups/follow-up.entity.js';
import { toFollowUp } from '../follow-ups/to-follow-up.js';
import { iso } from '../iso.js';
import { StagesService } from '../stages/stages.service.js';
import { formatPosition, type Position } from './position.js';
import type { Happened, TimelineEntry } from './timeline-entry.entity.js';
import { TimelineRepository } from './timeline.repository.js';

const PAGE = 20;

/** The lines of each group, but those that have tables of their own. */
const kindsOf: Record<TimelineGroup, Happened['kind'][]> = {
  follow_ups: ['script_sent'],
  crm: [],
  stage: ['stage_changed'],
  relation: ['added', 'half_added', 'customer_left', 'ended', 'transfer_failed'],
  details: ['edited', 'profile_changed'],
  groups: ['group_joined', 'group_left'],
};

const stageChange = z.object({ stage: z.string(), previous: z.string().nullable() });

/** A line on its way, from whichever table it is. */
interface Line extends Position {
  userIds: string[];
  answer: (names: MemberNames) => EntryAnswer;
}

@Injectable()
export class TimelineService {
  constructor(
    private readonly timeline: TimelineRepository,
    private readonly followUps: FollowUpsRepository,
    private readonly companyCrm: CustomerCrmService,
    private readonly stages: StagesService,
    private readonly members: MembersService,
  ) {}

  /**
   * What there is about a customer, merged, newest first.
   * @param group that alone; then nobody is asked who has nothing to add to it
   * @param before where the last page ended
   */
  async page(
    member: CurrentMember,
    served: ServedCustomer,
    group: TimelineGroup | null,
    before: Position | null,
  ): Promise<Timeline> {
    const { corpId, externalUserId } = served.customer;
    const isWanted = (one: TimelineGroup) => group === null || group === one;
    const [happened, followUps, ofCrm] = await Promise.all([
      this.timeline.before(member, externalUserId, group && kindsOf[group], before, PAGE + 1),
      isWanted('follow_ups') ? this.followUps.latest(corpId, externalUserId, PAGE + 1, before) : [],
      isWanted('crm') ? this.companyCrm.happened(served, before, PAGE + 1) : [],
    ]);
    const lines = [
      ...happened.map((entry) => ofEntry(entry, (stage) => this.stages.labelOf(member, stage))),
      ...followUps.map(ofFollowUp),
      ...(ofCrm ?? []).map(ofHappening),
    ].toSorted(latestFirst);
    const shown = lines.slice(0, PAGE);
    const names = await this.members.names(
      member,
      shown.flatMap(({ userIds }) => userIds),
    );
    const last = shown.at(-1);
    return {
      entries: shown.map(({ answer }) => answer(names)),
      next: last && lines.length > PAGE ? formatPosition(last) : null,
      isWhole: ofCrm !== null,
    };
  }
}

function latestFirst(one: Position, other: Position): number {
  return other.at - one.at || (one.id < other.id ? 1 : -1);
}

function ofFollowUp(followUp: FollowUp): Line {
  const { followUpId: id, createdAt: at, authorUserId: userId } = followUp;
  return {
    at,
    id,
    userIds: [userId],
    answer: (names) => ({ kind: 'follow_up', id, at: iso(at), followUp: toFollowUp(followUp, names) }),
  };
}

function ofHappening({ id, at, label, values }: CompanyHappening): Line {
  return {
    at,
    id,
    userIds: memberIdsIn(values),
    answer: (names) => ({
      kind: 'crm',
      id,
      at: iso(at),
      label,
      values: values.map((value) => named(value, names)),
    }),
  };
}

/** Stored details are believed as far as they have the shape of their kind. @param labelOf what a stage is called today */
function ofEntry(
  { entryId: id, at, userId, kind, details }: TimelineEntry,
  labelOf: (stage: string) => Words,
): Line {
  return {
    at,
    id,
    userIds: userId === null ? [] : [userId],
    answer: (names) =>
      timelineEntrySchema.parse({
        ...(kind === 'stage_changed' ? inWords(stageChange.parse(details), labelOf) : details),
        kind,
        id,
        at: iso(at),
        member: { userId: userId ?? '', name: names.get(userId ?? '') ?? null },
      }),
  };
}

function inWords({ stage, previous }: z.infer<typeof stageChange>, labelOf: (stage: string) => Words) {
  return { stage: labelOf(stage), previous: previous === null ? null : labelOf(previous) };
}
