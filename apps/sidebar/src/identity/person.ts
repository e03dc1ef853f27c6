import type { AppScope } from '@sidecard/contracts/addresses';
import { markKey } from './web-view';

/** A member, in one app. */
export interface Person extends AppScope {
  userId: string;
}

/** Whom this web view has last proved to be used by. */
const KEY = 'sidecard.person';

const nameOf = ({ corpId, userId }: Person) => `${corpId}/${userId}`;

export function isProvedBy(person: Person): boolean {
  return sessionStorage.getItem(KEY) === nameOf(person);
}

/**
 * This web view has proved who is using it. Unless that is who it was before, nothing that is kept stays: no text, and no
 * mark of another app, by which that app would still take the new person for the old one.
 */
export function provedBy(person: Person): void {
  if (!isProvedBy(person)) forgetAll(markKey(person));
  sessionStorage.setItem(KEY, nameOf(person));
}

/** Whatever this web view has kept. @param but what stays */
export function forgetAll(but?: string): void {
  const ours = Object.keys(sessionStorage).filter((key) => key.startsWith('sidecard.') && key !== but);
  for (const key of ours) sessionStorage.removeItem(key);
}
