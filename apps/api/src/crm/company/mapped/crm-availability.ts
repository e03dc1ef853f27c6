import {
  bulkhead,
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  handleAll,
} from 'cockatiel';
import pTimeout from 'p-timeout';
import type { Clock } from '../../../platform/clock.js';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Logger } from '../../../platform/logger.js';
import { iso } from '../../iso.js';

/** After so many failures in a row nobody waits for the CRM, until it has had a rest. */
const FAILURES = 3;
const REST_MS = 1_000;
/** Requests that may wait for each that is being answered. */
const WAITING = 32;

/** @param late when nobody waits any more */
type Ask<Result> = (late: AbortSignal) => Promise<Result>;

/** Whether the CRM answers. While it does not, one request in a second finds that out for all the others. */
export class CrmAvailability {
  private readonly breaker = circuitBreaker(handleAll, {
    halfOpenAfter: REST_MS,
    breaker: new ConsecutiveBreaker(FAILURES),
  });
  private readonly room;
  /** ms since 1970; null while it answers. */
  private downSince: number | null = null;
  /** What the log has been told of the trouble: the same is not said again. */
  private told: string | null = null;

  /** @param limits what one request may take, and how many are answered at a time */
  constructor(
    private readonly corpId: string,
    private readonly limits: { timeoutMs: number; atATime: number },
    private readonly clock: Clock,
    private readonly logger: Logger,
    whenDown: () => void,
  ) {
    this.room = bulkhead(limits.atATime, limits.atATime * WAITING);
    this.breaker.onBreak(whenDown);
  }

  /** @throws AppError CRM_UNAVAILABLE for whatever keeps `ask` from answering in time */
  async run<Result>(ask: Ask<Result>): Promise<Result> {
    try {
      // While one finds out, the others would wait for it.
      if (this.breaker.state === CircuitState.HalfOpen) throw new BrokenCircuitError();
      const result = await this.breaker.execute(() => this.inTime(ask));
      this.noteAnswer();
      return result;
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) this.noteTrouble(error);
      const since = iso(this.downSince ?? this.clock.now());
      throw new AppError('CRM_UNAVAILABLE', "the company's CRM does not answer", { since });
    }
  }

  private inTime<Result>(ask: Ask<Result>): Promise<Result> {
    const late = new AbortController();
    return pTimeout(
      this.room.execute(() => ask(late.signal), late.signal),
      {
        milliseconds: this.limits.timeoutMs,
        fallback: () => {
          late.abort();
          throw new Error('no answer in time');
        },
      },
    );
  }

  private noteAnswer(): void {
    if (this.downSince === null) return;
    this.downSince = null;
    this.told = null;
    this.logger.info({ corpId: this.corpId }, 'the CRM answers again');
  }

  private noteTrouble(error: unknown): void {
    this.downSince ??= this.clock.now();
    const { message, isOfMapping } = describe(error);
    if (message === this.told) return;
    this.told = message;
    const line = { corpId: this.corpId, why: message };
    if (isOfMapping) this.logger.error(line, 'the CRM is no longer as its mapping says');
    else this.logger.warn(line, 'the CRM does not answer');
  }
}

/** SQLSTATE 42: a table or a column is not there, or may not be read. */
function describe(error: unknown): { message: string; isOfMapping: boolean } {
  if (!(error instanceof Error)) return { message: typeof error, isOfMapping: false };
  const state = 'sqlState' in error ? String(error.sqlState) : '';
  return { message: error.message, isOfMapping: state.startsWith('42') };
}
