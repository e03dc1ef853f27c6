import { execa } from 'execa';
import { Failure, main } from './failure.js';
import { paths } from './paths.js';
import { provideChromium } from './testing/chromium.js';

/** `pnpm shots`: takes the pictures in docs/images from the running demo. */
await main(async () => {
  const chromium = await provideChromium();
  if (!chromium.found) throw new Failure(`There is no Chromium. Provide it with: ${chromium.command}`);
  const { failed } = await execa('pnpm', ['exec', 'playwright', 'test', '--config', 'shots.config.ts'], {
    cwd: `${paths.root}apps/e2e`,
    env: { E2E_CHROMIUM: chromium.value },
    stdio: 'inherit',
    reject: false,
  });
  if (failed) throw new Failure('Not every picture could be taken.');
});
