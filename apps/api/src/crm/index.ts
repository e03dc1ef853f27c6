export { CrmPreview } from './company/crm-preview.js';
export { CrmModule } from './crm.module.js';
export { CustomerGuard } from './customers/customer.guard.js';
export { CustomerLearning } from './learning/customer-learning.js';
export { GroupChatLearning, type ToldChat } from './learning/group-chat-learning.js';
export type { ContactHappening, Told } from './learning/told.js';
export { CorpTagsRepository } from './tags/corp-tags.repository.js';
export { checkCrm } from './company/mapped/check/check-mapping.js';
export { CrmSilent } from './company/mapped/check/connecting.js';
