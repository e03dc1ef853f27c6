import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SessionRevocations } from '../../auth/index.js';
import {
  CorpTagsRepository,
  CustomerLearning,
  GroupChatLearning,
  type ContactHappening,
  type Told,
} from '../../crm/index.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import {
  WecomTags,
  type ContactEvent,
  type GroupChatEvent,
  type TagsEvent,
  type VisibilityEvent,
  type WecomApp,
} from '../../wecom/index.js';

/** An event as it lies in the inbox. */
export interface Numbered<Event> {
  /** Its row's `arrival`. */
  id: string;
  event: Event;
}

/** What has been asked for: how to write it. @returns external user ids whose cards look different now */
export type Write = (manager: EntityManager) => Promise<string[]>;

/** WeCom does not yet answer what it has told of: worth another try a little later. */
export class NotThereYetError extends Error {}

const NOTHING: Write = () => Promise.resolve([]);

/**
 * What each kind of event leads to. An event says that something has changed, so WeCom is asked once for all events of a
 * subject. Writes nothing itself.
 */
@Injectable()
export class EventHandling {
  constructor(
    private readonly tags: WecomTags,
    private readonly learning: CustomerLearning,
    private readonly chatLearning: GroupChatLearning,
    private readonly corpTags: CorpTagsRepository,
    private readonly revocations: SessionRevocations,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param events of one customer (6.6) */
  async contact(app: WecomApp, externalUserId: string, events: Numbered<ContactEvent>[]): Promise<Write> {
    const told = await this.learning.ask(app, externalUserId);
    const happenings = events.map(({ id, event }): ContactHappening => {
      const { change, userId, happenedAt: at, byTransfer, failReason } = event;
      return { id, change, userId, at, byTransfer, failReason };
    });
    return (manager) => this.learning.learn(manager, app, [told], new Map([[externalUserId, happenings]]));
  }

  /**
   * @param events of one group chat (6.7)
   * @throws NotThereYetError when the answer is not the one the last event tells of
   */
  async groupChat(
    app: WecomApp,
    chatId: string,
    events: Numbered<GroupChatEvent>[],
    isFirstTry: boolean,
  ): Promise<Write> {
    const told = await this.chatLearning.ask(app, chatId);
    const announced = events.at(-1)?.event.memberVersion ?? null;
    const isAsTold = announced === null || told.kind === 'gone' || told.chat.memberVersion === announced;
    // Versions have no order: an answer that differs may be older or newer. Newer ones have an event of their own.
    if (!isAsTold && isFirstTry) throw new NotThereYetError('the group chat is of another version');
    return (manager) => this.chatLearning.learn(manager, app, told);
  }

  /** Deleting a group tells nothing of its tags (6.8), so everything is asked for. */
  async corpsTags(app: WecomApp, _events: Numbered<TagsEvent>[]): Promise<Write> {
    const toldAt = this.clock.now();
    const groups = await this.tags.all(app);
    return async (manager) => {
      await this.corpTags.learnAll(manager, app.corpId, groups, toldAt);
      return [];
    };
  }

  /** @param events of one member (6.10): the last one counts */
  async visibility(app: WecomApp, userId: string, events: Numbered<VisibilityEvent>[]): Promise<Write> {
    const last = events.at(-1)?.event;
    switch (last?.change) {
      case 'left':
        // Not of the transaction: it may be done twice, and must be done even if the rest fails.
        await this.revocations.revoke(app, userId);
        return (manager) => this.learning.endAllOf(manager, app, userId, last.happenedAt);
      case 'entered': {
        const told = await this.customersOf(app, userId);
        return (manager) => this.learning.learn(manager, app, told);
      }
      case undefined:
        return NOTHING;
    }
  }

  private async customersOf(app: WecomApp, userId: string): Promise<Told[]> {
    const told: Told[] = [];
    let cursor: string | null = null;
    do {
      const page = await this.learning.askOfMember(app, userId, cursor);
      told.push(...page.told);
      cursor = page.next;
    } while (cursor);
    return told;
  }
}
