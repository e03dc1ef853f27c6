import { defineConfig } from '@playwright/test';
import journeys from './playwright.config.js';

/** `pnpm shots`: the pictures in docs/images, taken from the running demo. */
export default defineConfig({
  ...journeys,
  testDir: 'shots',
  testMatch: '*.shot.ts',
  reporter: 'list',
});
