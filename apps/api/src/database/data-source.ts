import libsql from 'libsql';
import type { DataSourceOptions } from 'typeorm';
import type { AppConfig } from '../config/app-config.js';
import { Customers1763800000000 } from './migrations/1763800000000-customers.js';
import { CrmLearns1764200000000 } from './migrations/1764200000000-crm-learns.js';
import { TagsToldAt1764400000000 } from './migrations/1764400000000-tags-told-at.js';
import { IdentityAndAudit1764000000000 } from './migrations/1764000000000-identity-and-audit.js';
import { CompanyCrm1764500000000 } from './migrations/1764500000000-company-crm.js';
import { Webhooks1764600000000 } from './migrations/1764600000000-webhooks.js';
import { EarlierProofs1764300000000 } from './migrations/1764300000000-earlier-proofs.js';
import { WecomChanges1764700000000 } from './migrations/1764700000000-wecom-changes.js';
import { NextSteps1764700100000 } from './migrations/1764700100000-next-steps.js';
import { CardLayouts1764700400000 } from './migrations/1764700400000-card-layouts.js';
import { Scripts1764700200000 } from './migrations/1764700200000-scripts.js';
import { ErasedCustomers1764800000000 } from './migrations/1764800000000-erased-customers.js';
import { Retention1764800100000 } from './migrations/1764800100000-retention.js';
import { CallbackInbox1764100000000 } from './migrations/1764100000000-callback-inbox.js';

/** The same migrations for both databases; the schema is changed by nothing else. Modules bring their own entities. */
export function dataSourceOptions(database: AppConfig['database']): DataSourceOptions {
  const shared = {
    migrations: [
      Customers1763800000000,
      IdentityAndAudit1764000000000,
      CallbackInbox1764100000000,
      CrmLearns1764200000000,
      EarlierProofs1764300000000,
      TagsToldAt1764400000000,
      CompanyCrm1764500000000,
      Webhooks1764600000000,
      WecomChanges1764700000000,
      NextSteps1764700100000,
      Scripts1764700200000,
      CardLayouts1764700400000,
      ErasedCustomers1764800000000,
      Retention1764800100000,
    ],
    migrationsTableName: 'migrations',
    synchronize: false,
  };
  switch (database.kind) {
    case 'sqlite':
      return {
        ...shared,
        type: 'better-sqlite3',
        database: database.file,
        // libsql speaks better-sqlite3's language and brings its binary inside the package.
        driver: libsql,
        enableWAL: true,
      };
    case 'mysql':
      return {
        ...shared,
        type: 'mysql',
        url: database.url,
        charset: 'utf8mb4',
        timezone: 'Z',
        // A stack of each statement before it is known whether it fails; TypeORM's errors have one of their own.
        trace: false,
      };
  }
}
