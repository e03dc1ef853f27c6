export { WecomModule } from './wecom.module.js';
export type { WecomApp } from './wecom-app.js';
export { isWecomError, WecomError } from './wecom-error.js';
export { WecomHealth } from './wecom-health.js';
export { WecomSetup, type AgentSetup } from './setup/wecom-setup.js';
export { setupTroubleOf, type SetupTrouble } from './setup/setup-trouble.js';
export type { CredentialState } from './credentials/credential-engine.js';
export { WecomOauth, type Visitor } from './wecom-oauth.js';
export { WecomMembers, type Department, type Membership } from './wecom-members.js';
export { WecomJssdk } from './jssdk/wecom-jssdk.js';
export { WecomExternalContacts } from './external-contacts/wecom-external-contacts.js';
export { WecomRelations, type WecomNotes } from './external-contacts/wecom-relations.js';
export { writeRefusalOf, type WriteRefusal } from './write-refusal.js';
export type { ExternalContact, Follower, SeenTag } from './external-contacts/external-contact.js';
export { WecomMedia } from './wecom-media.js';
export { WecomTags, type WecomTagGroup } from './wecom-tags.js';
export { WecomGroupChats, type WecomGroupChat, type WecomGroupMember } from './wecom-group-chats.js';
export { WecomCallbacks, type CallbackAddress, type ReceivedCallback } from './callbacks/wecom-callbacks.js';
export { isProbe, WecomCallbackProbe, type Probe } from './callbacks/wecom-callback-probe.js';
export { CallbackRefused, type RefusalReason } from './callbacks/callback-refused.js';
export { readCallbackEvent } from './callbacks/read-event.js';
export {
  subjectOf,
  subjectOfCustomer,
  type CallbackEvent,
  type ContactChange,
  type ContactEvent,
  type GroupChatEvent,
  type TagsEvent,
  type UnknownEvent,
  type VisibilityEvent,
} from './callbacks/callback-event.js';
