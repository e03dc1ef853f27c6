import { Inject, Injectable } from '@nestjs/common';
import type { Access } from '@sidecard/contracts';
import type { CurrentMember } from '../../auth/index.js';
import { Transactions } from '../../database/transactions.js';
import { LiveChanges } from '../../live/index.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { isWecomError } from '../../wecom/index.js';
import { CustomerAccess } from '../customers/customer-access.js';
import { BELIEVED_MS, FRESH_MS } from '../freshness.js';
import { GroupChatLearning, type ToldChat } from '../learning/group-chat-learning.js';
import { GroupChatsRepository, type GroupFacts } from './group-chats.repository.js';

/** A group chat from where one member stands. */
export interface SeenGroup extends GroupFacts {
  access: Access;
  /** False when WeCom could not be asked just now: then this is what it said at `chat.confirmedAt`. */
  upToDate: boolean;
}

/** What WeCom knows of a group chat: our copy while it is fresh, else asked again and stored. */
@Injectable()
export class GroupChatFactsService {
  constructor(
    private readonly groupChats: GroupChatsRepository,
    private readonly learning: GroupChatLearning,
    private readonly access: CustomerAccess,
    private readonly transactions: Transactions,
    private readonly live: LiveChanges,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Null for a group that this member may not see, and for one that has ended or never was: nothing is stored for
   * somebody who may not know. A copy of up to a day is better than none while WeCom is busy, but not when it says no.
   * @throws WecomError when WeCom can't be asked and there is no such copy, and when it refuses the app
   */
  async get(member: CurrentMember, chatId: string): Promise<SeenGroup | null> {
    const copy = await this.stored(member, chatId);
    const now = this.clock.now();
    if (copy && now - copy.chat.confirmedAt < FRESH_MS) return copy;
    try {
      const told = await this.learning.ask(member, chatId);
      if (!copy && !(await this.mayLearn(member, told))) return null;
      const changed = await this.transactions.run((manager) => this.learning.learn(manager, member, told));
      this.live.announce(member.corpId, changed);
    } catch (error) {
      const isBelieved = copy && now - copy.chat.confirmedAt <= BELIEVED_MS;
      if (isBelieved && isWecomError(error, 'busy', 'throttled', 'crowded', 'refresh'))
        return { ...copy, upToDate: false };
      throw error;
    }
    return this.stored(member, chatId);
  }

  private async mayLearn(member: CurrentMember, told: ToldChat): Promise<boolean> {
    if (told.kind === 'gone') return false;
    const { ownerUserId, members } = told.chat;
    return (await this.access.sight(member, colleaguesIn(ownerUserId, members))) !== null;
  }

  private async stored(member: CurrentMember, chatId: string): Promise<SeenGroup | null> {
    const facts = await this.groupChats.find(member, chatId);
    if (!facts) return null;
    const sight = await this.access.sight(member, colleaguesIn(facts.chat.ownerUserId, facts.people));
    return sight && { ...facts, access: sight.access, upToDate: true };
  }
}

/** Who sees the group by being in it. The owner first, who need not be. */
function colleaguesIn(ownerUserId: string, people: { memberId: string; kind: string }[]): string[] {
  const members = people.filter(({ kind }) => kind === 'member').map(({ memberId }) => memberId);
  return [...new Set([ownerUserId, ...members])];
}
