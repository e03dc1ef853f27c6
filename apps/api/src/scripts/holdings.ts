import { holding, type Holding } from '../personal-data/holding.js';
import { ScriptSendingRow } from './sending/script-sending.entity.js';

export const scriptHoldings: Holding[] = [
  holding(ScriptSendingRow, ({ corpId, externalUserId }) => ({ corpId, externalUserId })),
];
