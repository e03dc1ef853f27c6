import { jestProject } from '@sidecard/testing';

/** The same suites on MySQL or MariaDB and Redis, at `TEST_MYSQL_URL` and `TEST_REDIS_URL`. */
export default jestProject('api: MySQL, Redis', ['test/**/*.spec.ts'], {
  globals: { testStorage: 'servers' },
});
