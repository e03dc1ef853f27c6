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
    if (followers.includes(member.userId)) return { access: 'own', userId: member.userId };
    const [first] = followers;
    if (first === undefined) return null;
    if (this.corps.get(member).corp.roles.corp.includes(member.userId)) {
      return { access: 'corp', userId: first };
    }
    const led = await this.departmentsLedBy(member);
    if (led.length === 0) return null;
    const [below, memberships] = await Promise.all([
      this.departments.andBelow(member, led),
      this.members.memberships(member, followers),
    ]);
    const userId = followers.find((follower) =>
      memberships.get(follower)?.some(({ departmentId }) => below.has(departmentId)),
    );
    return userId === undefined ? null : { access: 'team', userId };
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
