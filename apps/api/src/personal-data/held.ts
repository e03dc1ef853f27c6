import { auditHoldings } from '../audit/index.js';
import { callbackHoldings } from '../callbacks/index.js';
import { crmHoldings } from '../crm/index.js';
import { scriptHoldings } from '../scripts/holdings.js';
import { webhookHoldings } from '../webhooks/index.js';
import type { Holding } from './holding.js';

/** All that our tables know of a person. In this order it is erased. */
export const holdings: Holding[] = [
  ...crmHoldings,
  ...webhookHoldings,
  ...scriptHoldings,
  ...callbackHoldings,
  ...auditHoldings,
];

/** Tables that say nothing about any one customer, and what they are about instead. A new table has to be here or above. */
export const holdsNone: Readonly<Record<string, string>> = {
  card_layouts: 'how members have left the panels of the card',
  corp_tags: 'the corp’s tags',
  earlier_proofs: 'which member has proved themselves in which browser',
  erased_customers: 'a hash of who has been erased, so that nobody learns of them again',
  group_chats: 'groups: name, owner and notice, in WeCom’s words',
  members: 'names and departments of members',
  retention_states: 'when what is too old is removed',
  script_folders: 'folders of scripts',
  script_marks: 'what a script is to a member',
  script_media: 'images and files of scripts',
  script_media_bytes: 'their bytes',
  script_parts: 'messages of scripts',
  scripts: 'what members send to whomever',
  session_revocations: 'when sessions of a member were ended',
  sync_states: 'how far the sync of an app has come',
};
