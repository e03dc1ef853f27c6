import { InboxDrain } from '../../src/callbacks/handling/inbox-drain.js';
import type { System } from './system.js';

/** Everything the platform has told arrives, and all of it that is due is handled. */
export async function drainInbox({ app, simulator }: System): Promise<void> {
  await simulator.callbacks.settled();
  const drain = app.get(InboxDrain, { strict: false });
  while (await drain.some());
}
