import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { SyncModule } from '../sync/index.js';
import { WecomModule } from '../wecom/index.js';
import { CredentialHealthService } from './credential-health.service.js';
import { HealthController } from './health.controller.js';
import { OpsController } from './ops.controller.js';
import { SyncHealthController } from './sync-health.controller.js';
import { SyncHealthService } from './sync-health.service.js';

@Module({
  imports: [SyncModule, TerminusModule, WecomModule],
  controllers: [HealthController, OpsController, SyncHealthController],
  providers: [CredentialHealthService, SyncHealthService],
})
export class HealthModule {}
