import type { Page } from '@playwright/test';
import { expect, journey } from '../support/journey.js';
import type { Client } from '../support/client.js';

/** What is being looked at does not jump. */
journey.describe('the first view stands still', () => {
  journey('from the skeleton to the whole card of a new web view', async ({ client, page }) => {
    await watchShifts(page);
    await client.open();
    await client.showsCardOf('wmLinXiaoyu');
    await isWhole(client);

    expect(await shiftsIn(client)).toEqual([]);
  });

  journey('from the copy of a card seen before to what it is now', async ({ client, page }) => {
    await watchShifts(page);
    await client.open();
    await client.onChatChange('keep');
    for (const chat of ['wmCaoRui', 'wmLinXiaoyu', 'wmCaoRui']) {
      await client.chooseChat(chat);
      await client.showsCardOf(chat);
      await isWhole(client);
    }

    expect(await shiftsIn(client)).toEqual([]);
  });

  journey('and in a page that is loaded again', async ({ client, page }) => {
    await client.open();
    await client.showsCardOf('wmLinXiaoyu');
    await watchShifts(page);
    await client.chooseChat('wmCaoRui');
    await client.showsCardOf('wmCaoRui');
    await isWhole(client);

    expect(await shiftsIn(client)).toEqual([]);
  });
});

async function isWhole(client: Client): Promise<void> {
  await expect(client.card.getByTestId('timeline')).toBeVisible();
  await client.showsPictures();
}

/** In every page that is loaded from now on, as the browser itself counts them. */
async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: string[] = [];
    Reflect.set(window, 'shifts', shifts);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const sources: { node: Node | null }[] = Reflect.get(entry, 'sources');
        const moved = sources.map(({ node }) => (node instanceof Element ? node.outerHTML.slice(0, 80) : ''));
        shifts.push(`${Reflect.get(entry, 'value')} ${moved.join(', ')}`);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** After what is on the screen has been drawn. */
async function shiftsIn(client: Client): Promise<string[]> {
  return client.sidebarFrame().evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const shifts: string[] = Reflect.get(window, 'shifts');
    return shifts;
  });
}
