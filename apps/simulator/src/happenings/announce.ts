import type { CallbackEvent } from '../callbacks/message.js';
import type { Platform } from '../platform/platform.js';
import { isVisible, type App, type Corp } from '../world/world.js';

/**
 * Tells the apps listed under 可调用接口的应用 (6.6). Only those hear of a member's doings who may see that member: it is
 * documented for data and assumed for events.
 * @param about whose doings it is; nobody's are everybody's business
 */
export function announceToCustomerApps(
  { callbacks }: Platform,
  corp: Corp,
  about: string[],
  event: string,
  fields: CallbackEvent['fields'],
): void {
  const isTold = (app: App) =>
    app.mayCallCustomerApis && (about.length === 0 || about.some((userId) => isVisible(app, userId)));
  callbacks.announce(corp, corp.apps.filter(isTold), { from: 'sys', event, fields });
}
