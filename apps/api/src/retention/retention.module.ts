import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RetentionState } from './retention-state.entity.js';
import { RetentionService } from './retention.service.js';
import { RetentionWorker } from './retention.worker.js';

/** What is kept, for how long: the rows are other modules', which bring them. */
@Module({
  imports: [TypeOrmModule.forFeature([RetentionState])],
  providers: [RetentionService, RetentionWorker],
})
export class RetentionModule {}
