export type { Happening } from './news.js';
export { webhookHoldings } from './holdings.js';
export { webhookQueue } from './webhook-message.entity.js';
export { WebhookOutbox } from './webhook-outbox.js';
export { WebhooksModule } from './webhooks.module.js';
