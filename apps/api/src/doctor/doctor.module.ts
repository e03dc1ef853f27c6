import { Module } from '@nestjs/common';
import { WecomModule } from '../wecom/index.js';
import { CorpReports } from './corp-reports.js';
import { DoctorController } from './doctor.controller.js';
import { DoctorService } from './doctor.service.js';

/** Finds what is set up wrongly, for ops at the command line and for supervisors. */
@Module({
  imports: [WecomModule],
  controllers: [DoctorController],
  providers: [CorpReports, DoctorService],
  exports: [DoctorService],
})
export class DoctorModule {}
