import { Inject, Injectable } from '@nestjs/common';
import { Transactions } from '../../database/transactions.js';
import { LiveChanges } from '../../live/index.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { LOGGER, type Logger } from '../../platform/logger.js';
import {
  isWecomError,
  readCallbackEvent,
  WecomError,
  type CallbackEvent,
  type WecomApp,
} from '../../wecom/index.js';
import { restAfter } from '../../work-queue/rest.js';
import { LeaseLostError, type Claim } from '../../work-queue/work-claims.js';
import type { CallbackEventRow } from '../callback-event.entity.js';
import { CallbackMetrics } from '../callback-metrics.js';
import { EventHandling, NotThereYetError, type Numbered, type Write } from './event-handling.js';
import { InboxClaims } from './inbox-claims.js';

/** Subjects a process is at, at a time. Calls to WeCom are counted by the turnstile; this bounds our own work. */
const SUBJECTS_AT_A_TIME = 8;
/** Between two tries. Milliseconds. */
const REST_MS = { first: 1_000, most: 60 * 60_000 };
/** Until WeCom answers what it has told of. Milliseconds. */
const NOT_YET_MS = 2_000;
/** An event that fails this often for reasons of its own is given up. */
const MOST_ATTEMPTS = 8;

type OfKind<Kind extends CallbackEvent['kind']> = Extract<CallbackEvent, { kind: Kind }>;

/** Works off the inbox: asks WeCom, writes what has changed together with the event being done, tells who looks at it. */
@Injectable()
export class InboxDrain {
  constructor(
    private readonly claims: InboxClaims,
    private readonly handling: EventHandling,
    private readonly transactions: Transactions,
    private readonly live: LiveChanges,
    private readonly metrics: CallbackMetrics,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Handles what is due, some of it. @returns whether there was anything */
  async some(): Promise<boolean> {
    const claims = await this.claims.claim(SUBJECTS_AT_A_TIME);
    await Promise.all(claims.map((claim) => this.handle(claim)));
    return claims.length > 0;
  }

  private async handle(claim: Claim<CallbackEventRow>): Promise<void> {
    const [{ corpId, agentId }] = claim;
    const app = { corpId, agentId };
    try {
      const write = await this.ask(app, claim);
      const changed = await this.transactions.run(async (manager) => {
        await this.claims.done(manager, claim);
        return write(manager);
      });
      this.live.announce(corpId, changed);
      this.metrics.handled(claim, 'done', this.clock.now());
    } catch (error) {
      await this.giveBack(app, claim, error).catch((trouble: unknown) => {
        // Their lease ends by itself.
        if (!(trouble instanceof LeaseLostError))
          this.logger.error({ ...app, err: trouble }, 'the inbox can not be written');
      });
    }
  }

  /** All rows of a claim are of one subject, so they are of one kind. */
  private ask(app: WecomApp, claim: Claim<CallbackEventRow>): Promise<Write> {
    const [head] = claim;
    const event = readCallbackEvent(head.message, head.receivedAt);
    // What was handled before is looked at again, and has its line in the timeline.
    const events = claim
      .filter(({ doneAt }) => doneAt === null)
      .map(({ arrival: id, message, receivedAt }) => ({ id, event: readCallbackEvent(message, receivedAt) }));
    switch (event.kind) {
      case 'contact':
        return this.handling.contact(app, event.externalUserId, ofKind(events, event.kind));
      case 'group_chat': {
        const isFirstTry = head.attempts === 0;
        return this.handling.groupChat(app, event.chatId, ofKind(events, event.kind), isFirstTry);
      }
      case 'tags':
        return this.handling.corpsTags(app, ofKind(events, event.kind));
      case 'visibility':
        return this.handling.visibility(app, event.userId, ofKind(events, event.kind));
      case 'unknown':
        return Promise.resolve(() => Promise.resolve([]));
    }
  }

  private async giveBack(app: WecomApp, claim: Claim<CallbackEventRow>, error: unknown): Promise<void> {
    if (error instanceof LeaseLostError) return this.claims.release(claim);
    const [head] = claim;
    const now = this.clock.now();
    if (error instanceof NotThereYetError) return this.claims.retry(claim, now + NOT_YET_MS, error.message);
    const isWecoms = error instanceof WecomError;
    const lastError = isWecoms ? error.message : 'unexpected, see the log';
    const fields = { ...app, kind: head.kind, event: head.eventId, attempts: head.attempts + 1, err: error };
    if (!isNotItsFault(error) && head.attempts + 1 >= MOST_ATTEMPTS) {
      this.logger.error(fields, 'a callback event is given up: pnpm events replay');
      await this.claims.bury(claim, lastError);
      this.metrics.handled([head], 'dead', now);
      return;
    }
    this.logger[isWecoms ? 'warn' : 'error'](fields, 'a callback event is tried again later');
    const until = isWecomError(error, 'throttled') ? error.until : null;
    const rest = restAfter(head.attempts, REST_MS);
    await this.claims.retry(claim, until ?? now + rest, lastError);
    this.metrics.handled([head], 'postponed', now);
  }
}

/** Whatever event it was, WeCom would not have answered: it is tried for as long as that takes. */
function isNotItsFault(error: unknown): boolean {
  return isWecomError(error, 'throttled', 'busy', 'crowded', 'refresh', 'misconfigured');
}

function ofKind<Kind extends CallbackEvent['kind']>(
  events: Numbered<CallbackEvent>[],
  kind: Kind,
): Numbered<OfKind<Kind>>[] {
  return events.flatMap(({ id, event }) => (isOfKind(event, kind) ? [{ id, event }] : []));
}

function isOfKind<Kind extends CallbackEvent['kind']>(
  event: CallbackEvent,
  kind: Kind,
): event is OfKind<Kind> {
  return event.kind === kind;
}
