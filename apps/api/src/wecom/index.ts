export { WecomModule } from './wecom.module.js';
export type { WecomApp } from './wecom-app.js';
export { isWecomError, WecomError } from './wecom-error.js';
export { WecomOauth, type Visitor } from './wecom-oauth.js';
export { WecomMembers, type WecomMember } from './wecom-members.js';
export { WecomJssdk } from './jssdk/wecom-jssdk.js';
export { WecomExternalContacts } from './external-contacts/wecom-external-contacts.js';
export type { ExternalContact, Follower } from './external-contacts/external-contact.js';
