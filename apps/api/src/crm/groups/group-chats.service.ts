import { Inject, Injectable } from '@nestjs/common';
import { chatIdSchema, type GroupChatCard } from '@sidecard/contracts';
import { AuditLog } from '../../audit/index.js';
import type { CurrentMember } from '../../auth/index.js';
import { MembersService } from '../../members/index.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { AppError } from '../../platform/errors/app-error.js';
import { isWecomError } from '../../wecom/index.js';
import { CustomerAccess } from '../customers/customer-access.js';
import { CustomersRepository } from '../customers/customers.repository.js';
import { OwnRelationsService } from '../customers/own-relations.service.js';
import type { FollowRelation } from '../customers/follow-relation.entity.js';
import { BELIEVED_MS } from '../freshness.js';
import { composeGroup, type Guest } from './compose-group.js';
import { GroupChatFactsService, type SeenGroup } from './group-chat-facts.service.js';

/** A group chat as its card shows it: who owns it, and whose customers are in it. */
@Injectable()
export class GroupChatsService {
  constructor(
    private readonly facts: GroupChatFactsService,
    private readonly customers: CustomersRepository,
    private readonly ownRelations: OwnRelationsService,
    private readonly access: CustomerAccess,
    private readonly members: MembersService,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws AppError GROUP_CHAT_NOT_FOUND; WecomError when WeCom can't be asked, or refuses the app */
  async card(member: CurrentMember, chatId: string): Promise<GroupChatCard> {
    const isId = chatIdSchema.safeParse(chatId).success;
    const group = isId ? await this.facts.get(member, chatId) : null;
    if (!group) throw new AppError('GROUP_CHAT_NOT_FOUND', 'no such group chat of this member');

    const guests = await this.guestsIn(member, group);
    const [names] = await Promise.all([
      this.members.names(member, unnamed(group, guests)),
      this.audit.record(member, {
        action: 'group_viewed',
        externalUserId: '',
        access: group.access,
        subjectId: chatId,
      }),
    ]);
    return composeGroup(member, group, guests, names);
  }

  /** Everybody who is not of the company, with what the app has learned of them: there may be hundreds, so that only the member's own are asked for. */
  private async guestsIn(member: CurrentMember, { people }: SeenGroup): Promise<Guest[]> {
    const guests = people.filter(({ kind }) => kind === 'customer');
    // Nobody is kept from the group because WeCom can't say that just now.
    await this.ownRelations.ask(member);
    const known = await this.customers.followed(
      member,
      guests.map(({ memberId }) => memberId),
      this.clock.now() - BELIEVED_MS,
    );
    const relationsOf = guests.map(({ memberId }) => known.get(memberId)?.relations ?? []);
    const isSeen = await this.areSeen(member, relationsOf);
    return guests.map((person, index) => ({
      person,
      customer: known.get(person.memberId)?.customer ?? null,
      relations: relationsOf[index] ?? [],
      isSeen: isSeen[index] ?? false,
    }));
  }

  /** A leader is still shown the group while WeCom can't say whom they lead: with their own customers alone. */
  private async areSeen(member: CurrentMember, relationsOf: FollowRelation[][]): Promise<boolean[]> {
    const followers = relationsOf.map((relations) => relations.map(({ userId }) => userId));
    try {
      const sights = await this.access.sights(member, followers);
      return sights.map((sight) => sight !== null);
    } catch (error) {
      if (!isWecomError(error)) throw error;
      return followers.map((userIds) => userIds.includes(member.userId));
    }
  }
}

/** Of whom the group itself does not tell the name. */
function unnamed({ chat, people }: SeenGroup, guests: Guest[]): string[] {
  const named = new Set(people.filter(({ name }) => name).map(({ memberId }) => memberId));
  const userIds = [
    chat.ownerUserId,
    ...guests.flatMap(({ relations }) => relations.map((one) => one.userId)),
  ];
  return [...new Set(userIds)].filter((userId) => !named.has(userId));
}
