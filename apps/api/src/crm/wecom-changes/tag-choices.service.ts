import { Inject, Injectable } from '@nestjs/common';
import type { TagChoices } from '@sidecard/contracts';
import type { CurrentMember } from '../../auth/index.js';
import { Transactions } from '../../database/transactions.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { isWecomError, WecomTags } from '../../wecom/index.js';
import type { ServedCustomer } from '../customers/customer-facts.service.js';
import { spellingsOf } from '../find/spelling.js';
import { CorpTagsRepository } from '../tags/corp-tags.repository.js';
import { ShownChanges } from './shown-changes.service.js';
import { assertOwn } from './wecom-changes.service.js';

/** Callbacks tell of changes; this is for a corp that has had no sync yet, and for what they have lost. Milliseconds. */
const LISTED_MS = 60 * 60_000;

/** The tags that a member may put on a customer. */
@Injectable()
export class TagChoicesService {
  constructor(
    private readonly corpTags: CorpTagsRepository,
    private readonly shown: ShownChanges,
    private readonly wecomTags: WecomTags,
    private readonly transactions: Transactions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * In WeCom's order.
   * @throws AppError NOT_OWN_CUSTOMER for whoever sees the customer through a colleague
   * @throws WecomError when WeCom can't be asked and no list is known
   */
  async of(member: CurrentMember, served: ServedCustomer): Promise<TagChoices> {
    assertOwn(served);
    await this.askIfOld(member);
    const [tags, { relation }] = await Promise.all([
      this.corpTags.listed(member.corpId),
      this.shown.look(member, served),
    ]);
    const groups = new Map<string | null, TagChoices['groups'][number]>();
    for (const { groupId, groupName, tagId, name } of tags) {
      const group = groups.get(groupId) ?? { name: groupName, tags: [] };
      const isWorn = relation.tagIds?.includes(tagId) ?? false;
      group.tags.push({ tagId, name, spelled: spellingsOf(name), isWorn });
      groups.set(groupId, group);
    }
    return { groups: [...groups.values()] };
  }

  private async askIfOld(member: CurrentMember): Promise<void> {
    const { corpId } = member;
    const askedAt = this.clock.now();
    const listedAt = await this.corpTags.listedAt(corpId);
    if (listedAt !== null && askedAt - listedAt < LISTED_MS) return;
    try {
      const groups = await this.wecomTags.all(member);
      await this.transactions.run((manager) => this.corpTags.learnAll(manager, corpId, groups, askedAt));
    } catch (error) {
      if (listedAt === null || !isWecomError(error, 'busy', 'throttled', 'crowded', 'refresh')) throw error;
    }
  }
}
