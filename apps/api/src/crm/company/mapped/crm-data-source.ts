import type { DataSourceOptions } from 'typeorm';
import type { CrmDeclaration } from '../../../config/crm-mapping.js';

/** The company's own database: only read, by few connections, and never waited for longer than a card can wait. */
export function crmDataSourceOptions({ mapping, databaseUrl }: CrmDeclaration): DataSourceOptions {
  const { poolSize, timeoutMs } = mapping.database;
  return {
    type: 'mysql',
    url: databaseUrl,
    charset: 'utf8mb4',
    poolSize,
    connectTimeout: timeoutMs,
    enableQueryTimeout: true,
    maxQueryExecutionTime: timeoutMs,
    // Dates stay as the CRM has written them: what they are meant in is said in the mapping.
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    extra: { jsonStrings: true },
    synchronize: false,
  };
}
