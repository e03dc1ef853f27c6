import { z } from 'zod';
import { isVisible, type App, type Corp, type Department } from '../../world/world.js';
import { endpoint } from '../endpoint.js';
import { Refusal } from '../refusal.js';

/** Ids of the departments in the app's range, with their parents: all of them, or one and what is below it (1.5). */
export const departmentSimplelist = endpoint({
  method: 'GET',
  path: '/department/simplelist',
  params: z.object({ id: z.coerce.number().int().optional() }),
  emptyOnError: { department_id: [] },
  answer: (_platform, { corp, app }, { id }) => {
    const visible = corp.departments.filter((department) => inRange(corp, app, department));
    if (id !== undefined && !visible.some(({ departmentId }) => departmentId === id))
      throw new Refusal(60003);
    return {
      department_id: visible
        .filter((department) => id === undefined || isBelow(corp, department, id))
        .map(({ departmentId, parentId }) => ({ id: departmentId, parentid: parentId, order: 0 })),
    };
  },
});

/** A range of members brings their departments with it. */
function inRange(corp: Corp, app: App, { departmentId }: Department): boolean {
  return (
    app.visibleTo === 'everyone' ||
    corp.members.some((member) => member.department === departmentId && isVisible(app, member.userId))
  );
}

function isBelow(corp: Corp, { departmentId, parentId }: Department, ancestorId: number): boolean {
  if (departmentId === ancestorId) return true;
  const parent = corp.departments.find((department) => department.departmentId === parentId);
  return parent !== undefined && isBelow(corp, parent, ancestorId);
}
