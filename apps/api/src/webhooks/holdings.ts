import { holding, type Holding } from '../personal-data/holding.js';
import { WebhookMessage } from './webhook-message.entity.js';

export const webhookHoldings: Holding[] = [
  holding(WebhookMessage, ({ corpId, externalUserId: subject }) => ({ corpId, subject })),
];
