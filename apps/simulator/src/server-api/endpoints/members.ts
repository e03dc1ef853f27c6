import { z } from 'zod';
import { findMember, isVisible } from '../../world/world.js';
import { endpoint } from '../endpoint.js';
import { Refusal } from '../refusal.js';

/** A member (1.6). Apps created after June 2022 do not get avatar, gender, mobile, email, qr_code or address. */
export const userGet = endpoint({
  method: 'GET',
  path: '/user/get',
  params: z.object({ userid: z.string().min(1).max(64) }),
  missing: { userid: 41009 },
  emptyOnError: { department: [], order: [], is_leader_in_dept: [], direct_leader: [] },
  answer: (_platform, { corp, app }, { userid }) => {
    const member = findMember(corp, userid);
    if (!member) throw new Refusal(60111);
    if (!isVisible(app, member.userId)) throw new Refusal(60011);
    return {
      userid: member.userId,
      name: member.name,
      department: [member.department],
      order: [0],
      position: member.position,
      is_leader_in_dept: [member.leads ? 1 : 0],
      direct_leader: [],
      main_department: member.department,
      status: 1,
      alias: '',
      telephone: '',
      extattr: { attrs: [] },
    };
  },
});
