import { jestProject } from '@sidecard/testing';

/** The whole API on a SQLite file and the in-process cache. */
export default jestProject('api: SQLite, in-process cache', ['test/**/*.spec.ts'], {
  globals: { testStorage: 'embedded' },
});
