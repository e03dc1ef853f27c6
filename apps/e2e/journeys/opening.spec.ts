import type { Page, Request } from '@playwright/test';
import { expect, journey } from '../support/journey.js';

/** The opening is the product: what is asked for, in which order, and from whom. */
journey.describe('the opening', () => {
  journey('of a proved web view costs one document, one bootstrap and one card', async ({ client, page }) => {
    await client.open();
    await client.showsCardOf('wmLinXiaoyu');
    const asked = record(page, (request) => request.frame() !== page.mainFrame());

    await client.chooseChat('wmHuangLi');
    await client.showsCardOf('wmHuangLi');

    const paths = asked
      .map((request) => new URL(request.url()).pathname)
      .filter((path) => !path.includes('.'));
    expect(paths).toEqual([
      '/s/wwspruce0a1b2c3d4e/1000002',
      '/api/bootstrap',
      '/api/customers/wmHuangLi/card',
    ]);
  });

  journey('of a new web view leaves for the login before any bundle is there', async ({ client, page }) => {
    const events: string[] = [];
    const note = (what: string) => (request: Request) => {
      const { pathname } = new URL(request.url());
      if (request.frame() !== page.mainFrame())
        events.push(`${what} ${pathname.replace(/-[\w-]+\.js$/, '.js')}`);
    };
    page.on('request', note('asked for'));
    page.on('requestfinished', note('got'));
    await client.open();
    await client.showsCardOf('wmLinXiaoyu');

    const beforeLogin = events.slice(0, events.indexOf('asked for /api/auth/start'));
    expect(beforeLogin).toContain('got /s/wwspruce0a1b2c3d4e/1000002');
    // The browser may have guessed that it will want the bundle; it is not waited for.
    expect(beforeLogin).not.toContain('got /assets/index.js');
    expect(events.filter((event) => event === 'got /assets/index.js')).toHaveLength(1);
    expect(events.filter((event) => event === 'got /api/bootstrap')).toHaveLength(1);
  });

  journey('of a web view whose page stays open costs the card alone', async ({ client, page }) => {
    await client.open();
    await client.showsCardOf('wmLinXiaoyu');
    await client.onChatChange('keep');
    const asked = record(page, (request) => request.url().includes('/api/'));

    await client.chooseChat('wmHuangLi');
    await client.showsCardOf('wmHuangLi');

    expect(asked.map((request) => new URL(request.url()).pathname)).toEqual([
      '/api/customers/wmHuangLi/card',
    ]);
  });

  journey(
    'asks nobody but its own origin, and WeCom for the login and the pictures',
    async ({ client, page }) => {
      const asked = record(page, (request) => request.frame() !== page.mainFrame());
      await client.open();
      await client.showsCardOf('wmLinXiaoyu');
      await page.waitForLoadState('networkidle');

      const own = new URL(client.sidebarFrame().url()).origin;
      const elsewhere = asked
        .filter((request) => new URL(request.url()).origin !== own)
        .map((request) => `${request.resourceType()} ${new URL(request.url()).pathname.split('/')[1]}`);
      expect(asked.length - elsewhere.length).toBeGreaterThan(5);
      expect([...new Set(elsewhere)].toSorted()).toEqual(['document connect', 'image avatars']);
    },
  );

  journey(
    'leaves nothing in the url, nothing in local storage and no error behind',
    async ({ client, page }) => {
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      await client.open();
      await client.showsCardOf('wmLinXiaoyu');

      const frame = client.sidebarFrame();
      expect(frame.url()).toMatch(/\/s\/wwspruce0a1b2c3d4e\/1000002#?$/);
      expect(await frame.evaluate(() => localStorage.length)).toBe(0);
      expect(await frame.evaluate(() => document.cookie)).toBe('');
      expect(errors).toEqual([]);
    },
  );
});

function record(page: Page, wanted: (request: Request) => boolean): Request[] {
  const asked: Request[] = [];
  page.on('request', (request) => {
    if (wanted(request)) asked.push(request);
  });
  return asked;
}
