import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CrmModule } from '../crm/index.js';
import { WecomModule } from '../wecom/index.js';
import { SyncState } from './sync-state.entity.js';
import { SyncSteps } from './sync-steps.js';
import { SyncService } from './sync.service.js';
import { SyncWorker } from './sync.worker.js';

@Module({
  imports: [TypeOrmModule.forFeature([SyncState]), CrmModule, WecomModule],
  providers: [SyncService, SyncSteps, SyncWorker],
  exports: [SyncService],
})
export class SyncModule {}
