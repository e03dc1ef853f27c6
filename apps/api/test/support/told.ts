import { Transactions } from '../../src/database/transactions.js';
import { LOGGER } from '../../src/platform/logger.js';
import { WebhookClaims } from '../../src/webhooks/webhook-claims.js';
import { WebhookDelivery } from '../../src/webhooks/webhook-delivery.js';
import { WebhookMessage } from '../../src/webhooks/webhook-message.entity.js';
import { WebhookMetrics } from '../../src/webhooks/webhook-metrics.js';
import { WebhookOutbox } from '../../src/webhooks/webhook-outbox.js';
import { WebhookPost } from '../../src/webhooks/webhook-post.js';
import { Receiver } from './receiver.js';
import { startSystem, type System } from './system.js';
import { sprucesSales } from './web-view.js';

/** A system of which one corp, or more, is told what members do. */
export async function startTelling(
  corpIds = [sprucesSales.corpId],
  configure: Parameters<typeof startSystem>[0] = {},
): Promise<{ system: System; receivers: Receiver[] }> {
  const receivers = await Promise.all(corpIds.map((corpId) => new Receiver(corpId).start()));
  const system = await startSystem({
    configure: (config) => {
      for (const [index, corpId] of corpIds.entries()) {
        const corp = config.corps.find((candidate) => candidate.corpId === corpId);
        const { url = '', secret = '' } = receivers[index] ?? {};
        if (corp) corp.webhook = { url, secret };
      }
      configure.configure?.(config);
    },
  });
  return { system, receivers };
}

export function messagesOf({ database }: System): Promise<WebhookMessage[]> {
  return database.getRepository(WebhookMessage).find({ order: { arrival: 'ASC' } });
}

/** Sends what is due, until nothing is. */
export async function deliver(
  { app }: System,
  corpId = sprucesSales.corpId,
  delivery = app.get(WebhookDelivery, { strict: false }),
): Promise<void> {
  while (await delivery.next(corpId));
}

export const otherClaims = ({ app, clock }: System) =>
  new WebhookClaims(app.get(Transactions, { strict: false }), clock);

/** Another process that sends, as far as the outbox can tell. */
export function otherProcess(system: System): WebhookDelivery {
  const { app, clock } = system;
  const strict = { strict: false };
  return new WebhookDelivery(
    app.get(WebhookOutbox, strict),
    otherClaims(system),
    app.get(WebhookPost, strict),
    app.get(Transactions, strict),
    app.get(WebhookMetrics, strict),
    clock,
    app.get(LOGGER, strict),
  );
}
