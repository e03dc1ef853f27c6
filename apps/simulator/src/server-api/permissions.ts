import { findMember, isVisible, type Member } from '../world/world.js';
import type { Caller } from './endpoint.js';
import { Refusal } from './refusal.js';

/** A member inside the app's visible range. */
export function memberInRange({ corp, app }: Caller, userId: string): Member {
  const member = findMember(corp, userId);
  if (!member) throw new Refusal(60111);
  if (!isVisible(app, member.userId)) throw new Refusal(60011);
  return member;
}

/** … who has 客户联系 (1.0). */
export function memberWithCustomers(caller: Caller, userId: string): Member {
  const member = memberInRange(caller, userId);
  if (!member.customerContact) throw new Refusal(84074);
  return member;
}
