import type { CrmDeclaration } from '../../../../config/crm-mapping.js';
import type { Clock } from '../../../../platform/clock.js';
import { AppError } from '../../../../platform/errors/app-error.js';
import { SetupError } from '../../../../platform/errors/setup-error.js';
import type { Logger } from '../../../../platform/logger.js';
import { iso } from '../../../iso.js';
import { checkCrm } from './check-mapping.js';
import { CrmSilent } from './connecting.js';

/** A flawed mapping, or the CRM behind it, may be mended while we run: it is looked at again. Milliseconds. */
const AGAIN_MS = 60_000;

/** Whether the mapping of one corp has been checked: before that nobody asks the CRM anything. */
export class MappingCheck {
  private isSound = false;
  private running: Promise<string[]> | null = null;
  private flawed: { lines: string; at: number } | null = null;
  /** Since when there has been no use of the CRM. ms since 1970. */
  private since: number | null = null;

  constructor(
    private readonly corpId: string,
    private readonly declaration: CrmDeclaration,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** A CRM that does not answer is no flaw: it is checked once it does. @returns a line for each flaw */
  async atStart(): Promise<string[]> {
    try {
      return await this.check();
    } catch (error) {
      if (!(error instanceof CrmSilent)) throw error;
      this.logger.warn(
        { corpId: this.corpId, code: error.code },
        'the CRM does not answer: its mapping is checked once it does',
      );
      return [];
    }
  }

  /**
   * Comes back when the CRM is known to be as the mapping says. The first time that may take seconds; who has less time
   * stops waiting, and the check goes on.
   * @throws AppError CRM_UNAVAILABLE
   */
  async passed(): Promise<void> {
    if (this.isSound) return;
    if (this.flawed && this.clock.now() - this.flawed.at < AGAIN_MS) throw this.unavailable();
    try {
      const lines = await this.check();
      if (lines.length === 0) return;
      this.tell(lines);
    } catch (error) {
      if (!(error instanceof CrmSilent)) throw error;
    }
    throw this.unavailable();
  }

  private check(): Promise<string[]> {
    this.running ??= checkCrm(this.declaration)
      .then((lines) => {
        this.isSound = lines.length === 0;
        return lines;
      })
      .finally(() => {
        this.running = null;
      });
    return this.running;
  }

  private tell(lines: string[]): void {
    const whole = lines.join('\n');
    if (this.flawed?.lines !== whole)
      for (const flaw of lines)
        this.logger.error({ corpId: this.corpId, flaw }, 'the CRM is not as its mapping says');
    this.flawed = { lines: whole, at: this.clock.now() };
  }

  private unavailable(): AppError {
    this.since ??= this.clock.now();
    return new AppError('CRM_UNAVAILABLE', 'the mapping of the CRM is not checked yet', {
      since: iso(this.since),
    });
  }
}

/** @throws SetupError with the flaws of all of them */
export async function refuseFlawed(checks: readonly MappingCheck[]): Promise<void> {
  const flaws = await Promise.all(checks.map((check) => check.atStart()));
  if (flaws.flat().length > 0) throw new SetupError(flaws.flat());
}
