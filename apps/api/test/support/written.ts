import { LOGGER } from '../../src/platform/logger.js';
import { LiveChanges } from '../../src/live/index.js';
import { Transactions } from '../../src/database/transactions.js';
import { TakenChanges } from '../../src/crm/wecom-changes/taken-changes.js';
import { WecomChangeClaims } from '../../src/crm/wecom-changes/wecom-change-claims.js';
import { WecomChangeDelivery } from '../../src/crm/wecom-changes/wecom-change-delivery.js';
import { WecomChangeRow } from '../../src/crm/wecom-changes/wecom-change.entity.js';
import { WecomChangeMetrics } from '../../src/crm/wecom-changes/wecom-change-metrics.js';
import { WecomRelations } from '../../src/wecom/index.js';
import type { System } from './system.js';

/** Writes to WeCom what is due, until nothing is. */
export async function writeChanges(
  { app }: System,
  delivery = app.get(WecomChangeDelivery, { strict: false }),
): Promise<void> {
  while (await delivery.some());
}

export function changesOf({ database }: System): Promise<WecomChangeRow[]> {
  return database.getRepository(WecomChangeRow).find({ order: { arrival: 'ASC' } });
}

export const otherClaims = ({ app, clock }: System) =>
  new WecomChangeClaims(app.get(Transactions, { strict: false }), clock);

/** Another process that writes, as far as the outbox can tell. */
export function otherProcess(system: System): WecomChangeDelivery {
  const { app, clock } = system;
  const strict = { strict: false };
  return new WecomChangeDelivery(
    otherClaims(system),
    app.get(WecomRelations, strict),
    app.get(TakenChanges, strict),
    app.get(Transactions, strict),
    app.get(LiveChanges, strict),
    app.get(WecomChangeMetrics, strict),
    clock,
    app.get(LOGGER, strict),
  );
}
