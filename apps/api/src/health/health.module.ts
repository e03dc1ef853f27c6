import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { WecomModule } from '../wecom/index.js';
import { CredentialHealthService } from './credential-health.service.js';
import { HealthController } from './health.controller.js';
import { OpsController } from './ops.controller.js';

@Module({
  imports: [TerminusModule, WecomModule],
  controllers: [HealthController, OpsController],
  providers: [CredentialHealthService],
})
export class HealthModule {}
