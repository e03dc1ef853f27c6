import { ERASED, holding, type Holding } from '../personal-data/holding.js';
import { AuditEntry } from './audit-entry.entity.js';

/** That somebody saw or did something stays, and of whom does not: neither by id nor by what else has that id. */
export const auditHoldings: Holding[] = [
  holding(
    AuditEntry,
    ({ corpId, externalUserId }) => ({ corpId, externalUserId }),
    () => ({ externalUserId: ERASED, subjectId: null, requestId: '' }),
  ),
];
