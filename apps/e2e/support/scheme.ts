import type { Frame, Page } from '@playwright/test';
import { Client } from './client.js';

/**
 * Lets a page that is standing still be looked at otherwise. The client would tell it by loading it again, and what was
 * done to come here would be lost.
 */
export async function showIn(scheme: 'light' | 'dark', page: Page, inBrowser = false): Promise<void> {
  const frame = frameOf(page, inBrowser);
  await frame.evaluate((told) => {
    document.documentElement.dataset['scheme'] = told;
  }, scheme);
  await frame
    .locator('img')
    .evaluateAll((images: HTMLImageElement[]) => Promise.allSettled(images.map((image) => image.decode())));
}

/** Where the page is: in the client's sidebar, or in the whole window. */
export function frameOf(page: Page, inBrowser = false): Frame {
  return inBrowser ? page.mainFrame() : new Client(page).sidebarFrame();
}
