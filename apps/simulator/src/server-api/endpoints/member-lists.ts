import { z } from 'zod';
import { isVisible } from '../../world/world.js';
import { endpoint } from '../endpoint.js';
import { pageOf } from '../paging.js';
import { Refusal } from '../refusal.js';

/** Members of one department, not of those below it (1.6). */
export const userSimplelist = endpoint({
  method: 'GET',
  path: '/user/simplelist',
  params: z.object({ department_id: z.string().regex(/^\d+$/) }),
  missing: { department_id: 41019 },
  emptyOnError: { userlist: [] },
  answer: (_platform, { corp, app }, { department_id: departmentId }) => {
    const department = Number(departmentId);
    const members = corp.members.filter((member) => member.department === department);
    if (!corp.departments.some((known) => known.departmentId === department)) throw new Refusal(60003);
    return {
      userlist: members
        .filter(({ userId }) => isVisible(app, userId))
        .map(({ userId, name }) => ({ userid: userId, name, department: [department] })),
    };
  },
});

/**
 * One row for each pair of member and department (1.6). Meant for the address book's own secret; what an ordinary app
 * gets is not documented, and here it is its visible range.
 */
export const userListId = endpoint({
  method: 'POST',
  path: '/user/list_id',
  params: z.object({ cursor: z.string().optional(), limit: z.int().min(1).max(10_000).default(10_000) }),
  emptyOnError: { dept_user: [] },
  answer: (_platform, { corp, app }, { cursor, limit }) => {
    const { page, nextCursor } = pageOf(corp.members, { cursor, limit }, ({ userId }) =>
      isVisible(app, userId),
    );
    return {
      next_cursor: nextCursor,
      dept_user: page.map(({ userId, department }) => ({ userid: userId, department })),
    };
  },
});
