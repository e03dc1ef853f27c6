import { Injectable } from '@nestjs/common';
import * as z from 'zod';
import { WecomTransport } from './http/wecom-transport.js';
import { normalizeUserId } from './user-id.js';
import type { WecomApp } from './wecom-app.js';

export interface WecomMember {
  userId: string;
  name: string;
  departments: Membership[];
}

/** One department a member belongs to. */
export interface Membership {
  departmentId: number;
  leads: boolean;
}

export interface Department {
  departmentId: number;
  /** Null at the root. */
  parentId: number | null;
}

const memberSchema = z.object({
  userid: z.string(),
  name: z.string(),
  department: z.array(z.int()).default([]),
  is_leader_in_dept: z.array(z.int()).default([]),
});

const departmentsSchema = z.object({
  department_id: z.array(z.object({ id: z.int(), parentid: z.int() })),
});

const followUserListSchema = z.object({ follow_user: z.array(z.string()) });

@Injectable()
export class WecomMembers {
  constructor(private readonly transport: WecomTransport) {}

  /** @throws WecomError `not_found` or `not_permitted` for somebody who has left or is outside the visible range (1.6) */
  async get(app: WecomApp, userId: string): Promise<WecomMember> {
    const answer = await this.transport.call(
      { method: 'GET', path: '/user/get', query: { userid: userId }, app },
      memberSchema,
    );
    return {
      userId: normalizeUserId(answer.userid),
      name: answer.name,
      departments: answer.department.map((departmentId, index) => ({
        departmentId,
        leads: answer.is_leader_in_dept[index] === 1,
      })),
    };
  }

  /** All departments in the app's visible range (1.5). */
  async departments(app: WecomApp): Promise<Department[]> {
    const answer = await this.transport.call(
      { method: 'GET', path: '/department/simplelist', app },
      departmentsSchema,
    );
    // A parent outside the visible range is named but not listed; the root's parent is 0.
    return answer.department_id.map(({ id, parentid }) => ({
      departmentId: id,
      parentId: parentid === 0 ? null : parentid,
    }));
  }

  /** User ids of the members with 客户联系, inside the app's visible range (1.7). */
  async withCustomerContact(app: WecomApp): Promise<string[]> {
    const answer = await this.transport.call(
      { method: 'GET', path: '/externalcontact/get_follow_user_list', app },
      followUserListSchema,
    );
    return answer.follow_user.map(normalizeUserId);
  }
}
