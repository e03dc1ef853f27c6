import { Injectable } from '@nestjs/common';
import type { Access } from '@sidecard/contracts';
import type { CurrentMember } from '../../auth/index.js';
import { Corps } from '../../config/corps.js';
import { DepartmentsService, MembersService } from '../../members/index.js';

/** How a member comes to see a customer, and through whose relation: their own, or a colleague's. */
export interface Sight {
  access: Access;
  userId: string;
}

/** Who may see whom: members those they follow; leaders and supervisors (`roles` in the YAML) those of others too. */
@Injectable()
export class CustomerAccess {
  constructor(
    private readonly corps: Corps,
    private readonly members: MembersService,
    private readonly departments: DepartmentsService,
  ) {}

  /**
   * Null for somebody who may not know that there is such a customer.
   * @param followers user ids of who serves the customer, longest first
   */
  async sight(member: CurrentMember, followers: string[]): Promise<Sight | null> {
    const [sight = null] = await this.sights(member, [followers]);
    return sight;
  }

  /** The same of many customers at once. @param ofEach the followers of each */
  async sights(member: CurrentMember, ofEach: string[][]): Promise<(Sight | null)[]> {
    const others = ofEach.filter((followers) => !followers.includes(member.userId)).flat();
    const wider = others.length > 0 ? await this.widerAccess(member, others) : null;
    return ofEach.map((followers) => {
      if (followers.includes(member.userId)) return { access: 'own', userId: member.userId };
      const userId = wider ? followers.find(wider.seesThrough) : undefined;
      return wider && userId !== undefined ? { access: wider.access, userId } : null;
    });
  }

  /** Null for a member who sees through nobody but themselves. */
  private async widerAccess(
    member: CurrentMember,
    userIds: string[],
  ): Promise<{ access: Access; seesThrough: (userId: string) => boolean } | null> {
    if (this.corps.get(member).corp.roles.corp.includes(member.userId))
      return { access: 'corp', seesThrough: () => true };
    const led = await this.departmentsLedBy(member);
    if (led.length === 0) return null;
    const [below, memberships] = await Promise.all([
      this.departments.andBelow(member, led),
      this.members.memberships(member, userIds),
    ]);
    const isBelow = (userId: string) =>
      memberships.get(userId)?.some(({ departmentId }) => below.has(departmentId)) ?? false;
    return { access: 'team', seesThrough: isBelow };
  }

  private async departmentsLedBy(member: CurrentMember): Promise<number[]> {
    const { team } = this.corps.get(member).corp.roles;
    if (team.length === 0) return [];
    const memberships = await this.members.memberships(member, [member.userId]);
    return (memberships.get(member.userId) ?? [])
      .filter(({ departmentId, leads }) => leads && (team === 'all' || team.includes(departmentId)))
      .map(({ departmentId }) => departmentId);
  }
}
