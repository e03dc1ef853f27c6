import { Module } from '@nestjs/common';
import { WecomModule } from '../wecom/index.js';
import { DoctorService } from './doctor.service.js';

/** Finds what is set up wrongly, for ops at the command line and for supervisors. */
@Module({
  imports: [WecomModule],
  providers: [DoctorService],
  exports: [DoctorService],
})
export class DoctorModule {}
