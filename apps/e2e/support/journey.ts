import { test as base } from '@playwright/test';
import { Client, Faults } from './client.js';

/** A journey has the client in front of it, and leaves no fault switched on behind it. */
export const journey = base.extend<{ client: Client; faults: Faults }>({
  client: async ({ page }, use) => {
    await use(new Client(page));
  },
  faults: async ({ request }, use) => {
    const faults = new Faults(request);
    await use(faults);
    await faults.clear();
  },
});

export { expect } from '@playwright/test';
