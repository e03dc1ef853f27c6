import { Not, Raw } from 'typeorm';
import { ERASED, holding, type Holding } from '../personal-data/holding.js';
import { subjectOfCustomer } from '../wecom/index.js';
import { CallbackEventRow } from './callback-event.entity.js';

/** Events of the customer go. Those of groups, and those that nobody knows, stay without the customer's id. */
export const callbackHoldings: Holding[] = [
  holding(CallbackEventRow, ({ corpId, externalUserId }) => ({
    corpId,
    subject: subjectOfCustomer(externalUserId),
  })),
  holding(
    CallbackEventRow,
    ({ corpId, externalUserId }) => ({
      corpId,
      subject: Not(subjectOfCustomer(externalUserId)),
      // Both databases tell small letters from capitals here, as ids do.
      message: Raw((column) => `REPLACE(${column}, :mentioned, '') <> ${column}`, {
        mentioned: externalUserId,
      }),
    }),
    () => ({ message: () => `REPLACE(message, :mentioned, '${ERASED}')` }),
  ),
];
