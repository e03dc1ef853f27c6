import { z } from 'zod';
import type { Platform } from '../platform/platform.js';
import { getCorp } from '../world/world.js';
import { appHappening, appHappens } from './apps.js';
import { contactHappening, contactHappens } from './contacts.js';
import { tagHappening, tagHappens } from './corp-tags.js';
import { groupChatHappening, groupChatHappens } from './group-chats.js';

export const happeningSchema = z.discriminatedUnion('kind', [
  contactHappening,
  tagHappening,
  groupChatHappening,
  appHappening,
]);

/** What people do in their clients and administrators in the console. */
export type Happening = z.input<typeof happeningSchema>;

/**
 * Changes the world as people would, and has the apps called back that are to know of it (6.6 to 6.10). Changes through
 * the server API do not come through here: nobody is called back for those (6.5).
 * @returns the id of whom or what it happened to
 * @throws for what can't happen in this world
 */
export function happen(platform: Platform, wish: Happening): string {
  const happening = happeningSchema.parse(wish);
  const corp = getCorp(platform.world, happening.corpId);
  switch (happening.kind) {
    case 'customerAddsMember':
    case 'customerHalfAddsMember':
    case 'memberEditsCustomer':
    case 'memberDeletesCustomer':
    case 'customerDeletesMember':
    case 'transferFails':
      return contactHappens(platform, corp, happening);
    case 'adminCreatesTagGroup':
    case 'adminCreatesTag':
    case 'adminEditsTag':
    case 'adminDeletesTag':
    case 'adminShufflesTags':
      return tagHappens(platform, corp, happening);
    case 'groupChatBegins':
    case 'peopleJoinGroupChat':
    case 'peopleLeaveGroupChat':
    case 'groupChatChanges':
    case 'groupChatEnds':
      return groupChatHappens(platform, corp, happening);
    case 'memberEntersApp':
    case 'memberLeavesApp':
    case 'somethingNew':
      return appHappens(platform, corp, happening);
  }
}
