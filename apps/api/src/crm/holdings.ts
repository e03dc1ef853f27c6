import { holding, type Holding } from '../personal-data/holding.js';
import { CustomerProfile } from './company/built-in/customer-profile.entity.js';
import { Order } from './company/built-in/order.entity.js';
import { CrmLink } from './company/links/crm-link.entity.js';
import { Customer } from './customers/customer.entity.js';
import { FollowRelation } from './customers/follow-relation.entity.js';
import { FollowUp } from './follow-ups/follow-up.entity.js';
import { GroupChatMember } from './groups/group-chat.entity.js';
import { CustomerStage } from './stages/customer-stage.entity.js';
import { TimelineEntry } from './timeline/timeline-entry.entity.js';
import { WecomChangeRow } from './wecom-changes/wecom-change.entity.js';

/**
 * What the CRM knows of a person. Relations first: whoever writes facts holds their rows, so that all the others are gone
 * through after them.
 */
export const crmHoldings: Holding[] = [
  holding(FollowRelation, ({ corpId, externalUserId }) => ({ corpId, externalUserId })),
  holding(Customer, ({ corpId, externalUserId }) => ({ corpId, externalUserId })),
  holding(CustomerProfile, ({ corpId, externalUserId }) => ({ corpId, externalUserId })),
  holding(CustomerStage, ({ corpId, externalUserId }) => ({ corpId, externalUserId })),
  holding(FollowUp, ({ corpId, externalUserId }) => ({ corpId, externalUserId })),
  holding(Order, ({ corpId, externalUserId }) => ({ corpId, externalUserId })),
  holding(CrmLink, ({ corpId, externalUserId }) => ({ corpId, externalUserId })),
  holding(TimelineEntry, ({ corpId, externalUserId }) => ({ corpId, externalUserId })),
  holding(WecomChangeRow, ({ corpId, externalUserId: subject }) => ({ corpId, subject })),
  holding(GroupChatMember, ({ corpId, externalUserId: memberId }) => ({ corpId, memberId })),
];
