import type { AppScope } from '@sidecard/contracts/addresses';
import { markKey } from './web-view';

/** Whom this web view has last proved to be used by. */
const KEY = 'sidecard.person';

/**
 * This web view has proved who is using it. When that is somebody else than before, nothing of theirs stays: no text, and
 * no mark of another app, by which that app would still take the new person for the old one.
 */
export function provedBy(scope: AppScope, userId: string): void {
  const person = `${scope.corpId}/${userId}`;
  const before = sessionStorage.getItem(KEY);
  if (before !== null && before !== person) {
    const ours = Object.keys(sessionStorage).filter((key) => key.startsWith('sidecard.'));
    for (const key of ours) if (key !== markKey(scope)) sessionStorage.removeItem(key);
  }
  sessionStorage.setItem(KEY, person);
}
