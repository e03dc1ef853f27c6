import { defineConfig } from '@playwright/test';
import journeys from './playwright.config.js';

/** `pnpm shots`: the pictures in docs/images, taken from the running demo. */
export default defineConfig({
  ...journeys,
  testDir: 'shots',
  testMatch: '*.shot.ts',
  reporter: 'list',
  use: {
    ...journeys.use,
    // The browser's own words, like those of a date that is not chosen yet, are in the system's language.
    launchOptions: { ...journeys.use?.launchOptions, env: { ...process.env, LANGUAGE: 'zh_CN' } },
  },
});
