import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/index.js';
import { MembersModule } from '../members/index.js';
import { WebhooksModule } from '../webhooks/index.js';
import { WecomModule } from '../wecom/index.js';
import { BuiltInCrm } from './company/built-in/built-in-crm.js';
import { CustomerProfile } from './company/built-in/customer-profile.entity.js';
import { Order } from './company/built-in/order.entity.js';
import { OrdersRepository } from './company/built-in/orders.repository.js';
import { CompanyCrms } from './company/company-crms.js';
import { CrmPreview } from './company/crm-preview.js';
import { CustomerCrmController } from './company/customer-crm.controller.js';
import { CustomerCrmService } from './company/customer-crm.service.js';
import { CrmLink } from './company/links/crm-link.entity.js';
import { CrmLinksRepository } from './company/links/crm-links.repository.js';
import { RecordChoiceService } from './company/record-choice.service.js';
import { ShownCandidates } from './company/shown-candidates.js';
import { CustomerAccess } from './customers/customer-access.js';
import { CustomerFactsService } from './customers/customer-facts.service.js';
import { Customer } from './customers/customer.entity.js';
import { CustomerGuard } from './customers/customer.guard.js';
import { CustomersController } from './customers/customers.controller.js';
import { CustomersRepository } from './customers/customers.repository.js';
import { CustomersService } from './customers/customers.service.js';
import { OwnCustomersService } from './customers/own-customers.service.js';
import { OwnRelationsService } from './customers/own-relations.service.js';
import { FollowRelation } from './customers/follow-relation.entity.js';
import { ErasedCustomer } from './erased/erased-customer.entity.js';
import { FollowUp } from './follow-ups/follow-up.entity.js';
import { FollowUpsController } from './follow-ups/follow-ups.controller.js';
import { FollowUpsRepository } from './follow-ups/follow-ups.repository.js';
import { FollowUpsService } from './follow-ups/follow-ups.service.js';
import { GroupChatFactsService } from './groups/group-chat-facts.service.js';
import { GroupChat, GroupChatMember } from './groups/group-chat.entity.js';
import { GroupChatsController } from './groups/group-chats.controller.js';
import { GroupChatsRepository } from './groups/group-chats.repository.js';
import { GroupChatsService } from './groups/group-chats.service.js';
import { CustomerLearning } from './learning/customer-learning.js';
import { GroupChatLearning } from './learning/group-chat-learning.js';
import { FactsRecorder } from './learning/record-facts.js';
import { CustomerLiveController } from './live/customer-live.controller.js';
import { CustomerLiveService } from './live/customer-live.service.js';
import { MyDayController } from './my-day/my-day.controller.js';
import { MyDayRepository } from './my-day/my-day.repository.js';
import { MyDayService } from './my-day/my-day.service.js';
import { CustomerChanges } from './changes/customer-changes.js';
import { CustomerNews } from './changes/customer-news.js';
import { CustomerStage } from './stages/customer-stage.entity.js';
import { StagesController } from './stages/stages.controller.js';
import { StagesService } from './stages/stages.service.js';
import { CorpTag } from './tags/corp-tag.entity.js';
import { CorpTagsRepository } from './tags/corp-tags.repository.js';
import { ShownChanges } from './wecom-changes/shown-changes.service.js';
import { TagChoicesService } from './wecom-changes/tag-choices.service.js';
import { TakenChanges } from './wecom-changes/taken-changes.js';
import { WecomChangeClaims } from './wecom-changes/wecom-change-claims.js';
import { WecomChangeDelivery } from './wecom-changes/wecom-change-delivery.js';
import { WecomChangeMetrics } from './wecom-changes/wecom-change-metrics.js';
import { WecomChangeRow } from './wecom-changes/wecom-change.entity.js';
import { WecomChangeWorker } from './wecom-changes/wecom-change.worker.js';
import { WecomChangesController } from './wecom-changes/wecom-changes.controller.js';
import { WecomChangesService } from './wecom-changes/wecom-changes.service.js';
import { TimelineEntry } from './timeline/timeline-entry.entity.js';
import { TimelineController } from './timeline/timeline.controller.js';
import { TimelineRepository } from './timeline/timeline.repository.js';
import { TimelineService } from './timeline/timeline.service.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([
      CorpTag,
      CrmLink,
      Customer,
      CustomerProfile,
      CustomerStage,
      ErasedCustomer,
      FollowRelation,
      FollowUp,
      GroupChat,
      GroupChatMember,
      Order,
      TimelineEntry,
      WecomChangeRow,
    ]),
    AuditModule,
    MembersModule,
    WebhooksModule,
    WecomModule,
  ],
  controllers: [
    CustomerCrmController,
    CustomerLiveController,
    CustomersController,
    FollowUpsController,
    GroupChatsController,
    MyDayController,
    StagesController,
    TimelineController,
    WecomChangesController,
  ],
  providers: [
    BuiltInCrm,
    CompanyCrms,
    CorpTagsRepository,
    CrmLinksRepository,
    CrmPreview,
    CustomerAccess,
    CustomerChanges,
    CustomerCrmService,
    CustomerFactsService,
    CustomerGuard,
    CustomerLearning,
    CustomerLiveService,
    CustomerNews,
    CustomersRepository,
    CustomersService,
    FactsRecorder,
    FollowUpsRepository,
    FollowUpsService,
    GroupChatFactsService,
    GroupChatLearning,
    GroupChatsRepository,
    GroupChatsService,
    MyDayRepository,
    MyDayService,
    OrdersRepository,
    OwnCustomersService,
    OwnRelationsService,
    RecordChoiceService,
    ShownCandidates,
    ShownChanges,
    StagesService,
    TagChoicesService,
    TakenChanges,
    TimelineRepository,
    TimelineService,
    WecomChangeClaims,
    WecomChangeDelivery,
    WecomChangeMetrics,
    WecomChangeWorker,
    WecomChangesService,
  ],
  exports: [
    CorpTagsRepository,
    CustomerChanges,
    CustomerGuard,
    CustomerLearning,
    GroupChatFactsService,
    GroupChatLearning,
    TimelineRepository,
  ],
})
export class CrmModule {}
