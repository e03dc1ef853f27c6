import { Inject, Injectable } from '@nestjs/common';
import type { DoctorReport } from '@sidecard/contracts';
import type { CurrentMember } from '../auth/index.js';
import { Corps } from '../config/corps.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { AppError } from '../platform/errors/app-error.js';
import { DoctorService } from './doctor.service.js';
import { reportOf } from './report.js';

/** Whoever asks sooner is shown the last report: the platform is not asked for each who looks. */
const KEPT_MS = 60_000;

/** What supervisors are shown of their own corp. */
@Injectable()
export class CorpReports {
  private readonly kept = new Map<string, { at: number; report: Promise<DoctorReport> }>();

  constructor(
    private readonly doctor: DoctorService,
    private readonly corps: Corps,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws AppError ROUTE_NOT_FOUND for everybody else */
  async shownTo(member: CurrentMember): Promise<DoctorReport> {
    const { corpId, userId } = member;
    if (!this.corps.get(member).corp.roles.corp.includes(userId))
      throw new AppError('ROUTE_NOT_FOUND', 'there is no such route');
    const at = this.clock.now();
    const last = this.kept.get(corpId);
    if (last && at - last.at < KEPT_MS) return last.report;
    const report = this.lookAt(corpId, at);
    this.kept.set(corpId, { at, report });
    return report;
  }

  private async lookAt(corpId: string, at: number): Promise<DoctorReport> {
    return reportOf(await this.doctor.examine({ corpId, agentId: null }), at);
  }
}
