import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CorpTagsRepository, CustomerLearning, GroupChatLearning } from '../crm/index.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { isWecomError, WecomGroupChats, WecomMembers, WecomTags, type WecomApp } from '../wecom/index.js';
import type { SyncCounts, SyncProgress } from './sync-progress.js';

/** Each is a call of its own, and 5 of a kind at a time is what the platform is said to bear (chapter 3). */
const CHATS_AT_A_TIME = 4;

/** What a step has asked for: how to write it, and where the sync stands then. */
export interface Step {
  next: SyncProgress;
  /** @returns external user ids whose cards look different now */
  write: (manager: EntityManager) => Promise<string[]>;
}

type Of<Phase extends SyncProgress['phase']> = Extract<SyncProgress, { phase: Phase }>;
const NOTHING: Step['write'] = () => Promise.resolve([]);

/** The state machine of a sync: asks WeCom for the next piece, and says what to write. Writes nothing itself. */
@Injectable()
export class SyncSteps {
  constructor(
    private readonly members: WecomMembers,
    private readonly groupChats: WecomGroupChats,
    private readonly tags: WecomTags,
    private readonly learning: CustomerLearning,
    private readonly chatLearning: GroupChatLearning,
    private readonly corpTags: CorpTagsRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws WecomError when the platform can't be asked now: the sync goes on from the same place later */
  async take(app: WecomApp, progress: Exclude<SyncProgress, { phase: 'idle' }>): Promise<Step> {
    switch (progress.phase) {
      case 'tags':
        return this.allTags(app, progress);
      case 'members':
        return this.whoServesCustomers(app, progress);
      case 'contacts':
        return this.pageOfContacts(app, progress);
      case 'chats':
        return progress.chatIds.length > 0 ? this.someChats(app, progress) : this.pageOfChats(app, progress);
    }
  }

  private async allTags(app: WecomApp, { counts }: Of<'tags'>): Promise<Step> {
    const toldAt = this.clock.now();
    const groups = await this.tags.all(app);
    return {
      next: { phase: 'members', counts },
      write: async (manager) => {
        await this.corpTags.learnAll(manager, app.corpId, groups, toldAt);
        return [];
      },
    };
  }

  private async whoServesCustomers(app: WecomApp, { counts }: Of<'members'>): Promise<Step> {
    const begunAt = this.clock.now();
    const members = (await this.members.withCustomerContact(app)).toSorted();
    return {
      next: { phase: 'contacts', counts, members, done: 0, begunAt, cursor: null },
      write: (manager) => this.learning.endOthers(manager, app, members, begunAt),
    };
  }

  private async pageOfContacts(app: WecomApp, progress: Of<'contacts'>): Promise<Step> {
    const { members, done, begunAt, cursor, counts } = progress;
    // The platform takes a hundred at a time, and refuses all for the sake of one who has left meanwhile.
    const member = members[done];
    if (member === undefined) {
      const begun = { done: 0, begunAt: this.clock.now(), cursor: null };
      return {
        next: { ...begun, phase: 'chats', counts, members, chatIds: [], isListed: false },
        write: NOTHING,
      };
    }
    const page = await this.learning.askOfMember(app, member, cursor);
    const { told, next } = page;
    const counted = count(counts, { customers: told.length, pages: 1 });
    return {
      next: next
        ? { ...progress, cursor: next, counts: counted }
        : {
            ...progress,
            done: done + 1,
            cursor: null,
            begunAt: this.clock.now(),
            counts: counted,
          },
      write: (manager) => this.learning.learnPage(manager, app, member, page, begunAt),
    };
  }

  private async chatsOf(app: WecomApp, owner: string, cursor: string | null) {
    try {
      return await this.groupChats.ownedBy(app, [owner], cursor);
    } catch (error) {
      if (isGone(error)) return { chatIds: [], next: null };
      throw error;
    }
  }

  private async pageOfChats(app: WecomApp, progress: Of<'chats'>): Promise<Step> {
    const { members, done, begunAt, cursor, counts, isListed } = progress;
    const owner = members[done];
    if (owner === undefined) return { next: { phase: 'idle', counts }, write: NOTHING };
    if (isListed) {
      return {
        next: {
          ...progress,
          done: done + 1,
          cursor: null,
          begunAt: this.clock.now(),
          isListed: false,
        },
        write: async (manager) => {
          await this.chatLearning.endUnconfirmed(manager, app, owner, begunAt);
          return [];
        },
      };
    }
    const { chatIds, next } = await this.chatsOf(app, owner, cursor);
    return {
      next: {
        ...progress,
        chatIds,
        cursor: next,
        isListed: next === null,
        counts: count(counts, { pages: 1 }),
      },
      write: NOTHING,
    };
  }

  private async someChats(app: WecomApp, progress: Of<'chats'>): Promise<Step> {
    const some = progress.chatIds.slice(0, CHATS_AT_A_TIME);
    const told = await Promise.all(some.map((chatId) => this.chatLearning.ask(app, chatId)));
    return {
      next: {
        ...progress,
        chatIds: progress.chatIds.slice(some.length),
        counts: count(progress.counts, { chats: some.length }),
      },
      write: async (manager) => {
        const changed: string[] = [];
        for (const chat of told) changed.push(...(await this.chatLearning.learn(manager, app, chat)));
        return changed;
      },
    };
  }
}

function count(before: SyncCounts, more: Partial<SyncCounts>): SyncCounts {
  return {
    customers: before.customers + (more.customers ?? 0),
    pages: before.pages + (more.pages ?? 0),
    chats: before.chats + (more.chats ?? 0),
  };
}

/** The member has no customers (84061), serves none any more, or is no longer shown to the app. */
function isGone(error: unknown): boolean {
  return isWecomError(error, 'relation_lost', 'not_found', 'not_permitted');
}
