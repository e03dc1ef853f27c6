import { z } from 'zod';
import type { Platform } from '../platform/platform.js';
import { getApp, getMember, isVisible, sameUserId, type Corp } from '../world/world.js';

const inApp = { corpId: z.string(), agentId: z.int(), userId: z.string() };

/** What happens to apps: members come into their visible range or leave it, and the platform learns new words. */
export const appHappening = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('memberEntersApp'), ...inApp }),
  z.object({ kind: z.literal('memberLeavesApp'), ...inApp }),
  /** Every app of the corp is told of something that this version of the protocol does not list. */
  z.object({
    kind: z.literal('somethingNew'),
    corpId: z.string(),
    event: z.string().default('something_new'),
    fields: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  }),
]);

/** @returns the member's user id, or the event */
export function appHappens(platform: Platform, corp: Corp, happening: z.infer<typeof appHappening>): string {
  if (happening.kind === 'somethingNew') {
    const { event, fields } = happening;
    platform.callbacks.announce(corp, corp.apps, { from: 'sys', event, fields });
    return event;
  }
  const app = getApp(corp, happening.agentId);
  const { userId } = getMember(corp, happening.userId);
  const enters = happening.kind === 'memberEntersApp';
  if (isVisible(app, userId) === enters) throw new Error(`${userId} has done so already`);
  const now = app.visibleTo === 'everyone' ? corp.members.map((member) => member.userId) : app.visibleTo;
  app.visibleTo = enters ? [...now, userId] : now.filter((visible) => !sameUserId(visible, userId));
  platform.callbacks.announce(corp, [app], {
    from: userId,
    event: enters ? 'subscribe' : 'unsubscribe',
    fields: { AgentID: app.agentId },
  });
  return userId;
}
