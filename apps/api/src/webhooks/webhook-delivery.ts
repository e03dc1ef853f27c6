import { Inject, Injectable } from '@nestjs/common';
import { Transactions } from '../database/transactions.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { LOGGER, type Logger } from '../platform/logger.js';
import { restAfter } from '../work-queue/rest.js';
import { LeaseLostError, type Claim } from '../work-queue/work-claims.js';
import { WebhookClaims } from './webhook-claims.js';
import type { WebhookMessage } from './webhook-message.entity.js';
import { WebhookMetrics } from './webhook-metrics.js';
import { WebhookOutbox } from './webhook-outbox.js';
import { NotTakenError, WebhookPost } from './webhook-post.js';

/** Between two tries, give or take a fifth. Milliseconds. */
const REST_MS = { first: 5_000, most: 6 * 60 * 60_000 };
/** Three days of them. */
const MOST_ATTEMPTS = 24;

/** Sends what is waiting, and notes what has become of it. */
@Injectable()
export class WebhookDelivery {
  constructor(
    private readonly outbox: WebhookOutbox,
    private readonly claims: WebhookClaims,
    private readonly post: WebhookPost,
    private readonly transactions: Transactions,
    private readonly metrics: WebhookMetrics,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Sends the next message of a corp that is due. @returns whether there was one */
  async next(corpId: string): Promise<boolean> {
    const webhook = this.outbox.webhookOf(corpId);
    if (!webhook) return false;
    const [claim] = await this.claims.claim(1, corpId);
    if (!claim) return false;
    const [message] = claim;
    try {
      await this.post.send(webhook, message, this.clock.now());
      await this.transactions.single((manager) => this.claims.done(manager, claim));
      this.metrics.tried(message, 'sent', this.clock.now());
    } catch (error) {
      await this.giveBack(claim, error);
    }
    return true;
  }

  private async giveBack(claim: Claim<WebhookMessage>, error: unknown): Promise<void> {
    // Somebody else sends it once more: better twice than never.
    if (error instanceof LeaseLostError) return;
    const [{ corpId, agentId, kind, messageId, attempts }] = claim;
    const lastError = error instanceof NotTakenError ? error.message : 'unexpected, see the log';
    const fields = { corpId, agentId, kind, messageId, attempts: attempts + 1 };
    const isExpected = error instanceof NotTakenError;
    const said = isExpected ? { ...fields, reason: lastError } : { ...fields, err: error };
    try {
      if (attempts + 1 >= MOST_ATTEMPTS) {
        await this.claims.bury(claim, lastError);
        this.logger.error(said, 'a webhook message is given up: pnpm webhooks replay');
        this.metrics.tried(claim[0], 'dead', this.clock.now());
        return;
      }
      const rest = restAfter(attempts, REST_MS) * (0.8 + 0.4 * Math.random());
      await this.claims.retry(claim, this.clock.now() + Math.round(rest), lastError);
      this.logger[isExpected ? 'warn' : 'error'](said, 'a webhook message is sent again later');
      this.metrics.tried(claim[0], 'postponed', this.clock.now());
    } catch (trouble) {
      // Its lease ends by itself.
      if (!(trouble instanceof LeaseLostError))
        this.logger.error({ ...fields, err: trouble }, 'the outbox can not be written');
    }
  }
}
