import { execa } from 'execa';
import { paths } from '../paths.js';
import { findProgram } from './find-program.js';
import { nothingToStop, type Provided } from './service.js';

const DOWNLOAD_MS = 180_000;

/** Chromium: the system's, else Playwright's own download (an empty value lets Playwright find it). */
export async function provideChromium(): Promise<Provided> {
  const installed = findProgram('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable');
  if (installed) return { found: true, value: installed, stop: nothingToStop };

  const download = await execa('pnpm', ['exec', 'playwright', 'install', 'chromium'], {
    cwd: `${paths.root}apps/e2e`,
    reject: false,
    timeout: DOWNLOAD_MS,
  });
  if (!download.failed) return { found: true, value: '', stop: nothingToStop };
  return { found: false, name: 'CHROMIUM', command: 'sudo apt-get install -y chromium' };
}
