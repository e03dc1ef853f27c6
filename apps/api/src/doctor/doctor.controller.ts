import { Controller, Get } from '@nestjs/common';
import { doctorPath, type DoctorReport } from '@sidecard/contracts';
import { AskedBy, type CurrentMember } from '../auth/index.js';
import { CorpReports } from './corp-reports.js';

@Controller(doctorPath)
export class DoctorController {
  constructor(private readonly reports: CorpReports) {}

  /** For supervisors, of their own corp. */
  @Get()
  report(@AskedBy() member: CurrentMember): Promise<DoctorReport> {
    return this.reports.shownTo(member);
  }
}
