export { AuditLog, type Audited } from './audit-log.js';
export { AuditModule } from './audit.module.js';
export { auditHoldings } from './holdings.js';
