import { apiPaths } from '@sidecard/contracts';
import { sidebarPath } from '@sidecard/contracts/addresses';
import * as z from 'zod/mini';
import { post, read } from '../../api/client';
import { customersWithDrafts } from '../../identity/drafts';
import { customersWithEdits } from '../../identity/kept-edits';
import { forgetAll } from '../../identity/person';
import { endsTheCard, problemOf } from '../../problem';
import { useSession } from '../../stores/session';

/** What the member calls the customers for whom something is unsaved that logging out would delete. */
export function customersWithLosses(): string[] {
  const person = useSession().person();
  return [...new Set([...customersWithDrafts(person, ''), ...customersWithEdits(person)])];
}

/**
 * Ends the session on the server first: a page that only forgot who it was would look logged out to the next person, and not be.
 * @throws ProblemError when it could not be ended; then everything is as it was
 */
export async function logOut(): Promise<void> {
  const session = useSession();
  try {
    await read(post(apiPaths.logout, session.mark()), z.null());
  } catch (thrown) {
    // One that has ended already is ended.
    if (!endsTheCard(problemOf(thrown))) throw thrown;
  }
  session.isLeaving = true;
  forgetAll();
  location.replace(sidebarPath(session.scope()));
}
