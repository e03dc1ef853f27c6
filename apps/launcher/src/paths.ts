import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Where things are in the repository. */
export const paths = {
  root,
  data: `${root}.data`,
  apiMain: `${root}apps/api/dist/main.js`,
  apiCommands: `${root}apps/api/dist/cli`,
  apiMigrate: `${root}apps/api/dist/cli/migrate.js`,
  apiSeed: `${root}apps/api/dist/cli/seed.js`,
  demoSeed: `${root}apps/api/seeds/demo.yaml`,
  demoScripts: `${root}apps/api/seeds/demo-scripts.yaml`,
  demoConfig: `${root}apps/launcher/demo.sidecard.yaml`,
  apiPageHeaders: `${root}apps/api/dist/cli/page-headers.js`,
  verify: `${root}verify`,
  web: `${root}apps/web`,
  sidebarFiles: `${root}apps/sidebar/dist`,
  simulatorMain: `${root}apps/simulator/dist/main.js`,
};
