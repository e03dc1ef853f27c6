import { jestProject } from '@sidecard/testing';

/** The whole API on a SQLite file and the in-process cache. */
export default jestProject('api: SQLite, in-process cache', ['test/**/*.spec.ts'], {
  globals: { testStorage: 'embedded' },
  // Several processes share nothing without Redis; a CRM that a company has is on MySQL.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/fleet/', '<rootDir>/test/company-crm/mapped-'],
});
