import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, MoreThanOrEqual, type Repository, type SelectQueryBuilder } from 'typeorm';
import type { CurrentMember } from '../../auth/index.js';
import { Customer } from '../customers/customer.entity.js';
import { FollowRelation } from '../customers/follow-relation.entity.js';
import { FollowUp } from '../follow-ups/follow-up.entity.js';

/** A customer as a list names them. */
interface Listed {
  externalUserId: string;
  name: string;
  remark: string | null;
  avatarUrl: string | null;
}

interface DueCustomer extends Listed {
  nextContactOn: string;
  note: string;
}

interface QuietCustomer extends Listed {
  /** When somebody last followed up or, where nobody has, the member added them. ms since 1970. */
  lastAt: number;
}

/** Which of a member's own customers are to be looked after. `since` of its methods: as in `CustomersRepository.ownOf`. */
@Injectable()
export class MyDayRepository {
  constructor(@InjectRepository(FollowRelation) private readonly relations: Repository<FollowRelation>) {}

  /** Whether there is any customer to look after. */
  async knowsAny(member: CurrentMember, since: number): Promise<boolean> {
    return this.own(member, since).getExists();
  }

  /** Whose next step was to be made until a day; the earliest first. */
  due(member: CurrentMember, since: number, until: string, count: number): Promise<DueCustomer[]> {
    const own = this.own(member, since);
    return own
      .innerJoin(FollowUp, 'step', latestOfMember(own))
      .andWhere('step.nextContactOn <= :until', { until })
      .addSelect('step.nextContactOn', 'nextContactOn')
      .addSelect('step.note', 'note')
      .orderBy('step.nextContactOn', 'ASC')
      .addOrderBy('relation.externalUserId', 'ASC')
      .limit(count)
      .getRawMany<DueCustomer>();
  }

  /**
   * With whom the member has agreed no next step, and whom nobody has followed up since a moment; the last to become so first.
   * @param moment ms since 1970
   */
  async quiet(member: CurrentMember, since: number, moment: number, count: number): Promise<QuietCustomer[]> {
    const own = this.own(member, since);
    const last = own
      .subQuery()
      .select('MAX(one.createdAt)')
      .from(FollowUp, 'one')
      .where(`${ofSameCustomer('one')} AND one.deletedAt IS NULL`)
      .getQuery();
    const lastAt = `COALESCE(${last}, relation.addedAt)`;
    const rows = await own
      .leftJoin(FollowUp, 'step', latestOfMember(own))
      .andWhere('step.nextContactOn IS NULL')
      .andWhere(`${lastAt} <= :moment`, { moment })
      .addSelect(lastAt, 'lastAt')
      .orderBy('lastAt', 'DESC')
      .addOrderBy('relation.externalUserId', 'ASC')
      .limit(count)
      .getRawMany<Omit<QuietCustomer, 'lastAt'> & { lastAt: string | number }>();
    return rows.map((row) => ({ ...row, lastAt: Number(row.lastAt) }));
  }

  private own({ corpId, agentId, userId }: CurrentMember, since: number): SelectQueryBuilder<FollowRelation> {
    return this.relations
      .createQueryBuilder('relation')
      .innerJoin(Customer, 'customer', ofSameCustomer('customer'))
      .where({ corpId, agentId, userId, endedAt: IsNull(), confirmedAt: MoreThanOrEqual(since) })
      .select('relation.externalUserId', 'externalUserId')
      .addSelect('relation.remark', 'remark')
      .addSelect('customer.name', 'name')
      .addSelect('customer.avatarUrl', 'avatarUrl');
  }
}

/** `step` is the follow-up that says what the member's next step with this customer is. */
function latestOfMember(own: SelectQueryBuilder<FollowRelation>): string {
  const later = own
    .subQuery()
    .select('1')
    .from(FollowUp, 'later')
    .where(`${ofMember('later')} AND (later.createdAt > step.createdAt OR ${sameMoment})`)
    .getQuery();
  return `${ofMember('step')} AND NOT EXISTS ${later}`;
}

const sameMoment = '(later.createdAt = step.createdAt AND later.followUpId > step.followUpId)';

function ofMember(followUp: string): string {
  return `${ofSameCustomer(followUp)} AND ${followUp}.authorUserId = relation.userId AND ${followUp}.deletedAt IS NULL`;
}

function ofSameCustomer(row: string): string {
  return `${row}.corpId = relation.corpId AND ${row}.externalUserId = relation.externalUserId`;
}
