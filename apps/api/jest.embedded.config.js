import { jestProject } from '@sidecard/testing';

/** The whole API on a SQLite file and the in-process cache. */
export default jestProject('api: SQLite, in-process cache', ['test/**/*.spec.ts'], {
  globals: { testStorage: 'embedded' },
  testPathIgnorePatterns: [
    '/node_modules/',
    // Several processes share nothing without Redis.
    '<rootDir>/test/fleet/',
    // A company's own CRM is on MySQL or MariaDB, whatever our own database is on.
    '<rootDir>/test/company-crm/(mapped-|examples|outage)',
    // What it looks at is MySQL and Redis.
    '<rootDir>/test/doctor/',
  ],
});
