import type { Page } from '@playwright/test';
import { expect, journey } from '../support/journey.js';
import { sidebarUrl } from '../support/plights.js';

/** The way through WeCom and back, and those who stand in between. */
journey.describe('a login', () => {
  /** Changes the address the platform sends the browser back to: what somebody in between could do. */
  async function tamper(page: Page, change: (callback: URL) => void): Promise<void> {
    await page.route(/oauth2\/authorize\?.*web_view=|sso\/login\?.*scanned_by=/, async (route) => {
      const answer = await route.fetch({ maxRedirects: 0 });
      const callback = new URL(answer.headers()['location'] ?? '');
      change(callback);
      await route.fulfill({ status: 302, headers: { location: callback.href } });
    });
  }

  journey(
    'whose code is replayed is no login: the page authorises again',
    async ({ client, page, faults }) => {
      const codes: string[] = [];
      await tamper(page, (callback) => {
        codes.push(callback.searchParams.get('code') ?? '');
        // The second login comes back with the first one's code.
        if (codes.length === 2) callback.searchParams.set('code', codes[0] ?? '');
      });
      await client.open();
      await client.showsCardOf('wmLinXiaoyu');
      const before = await faults.countLogins();
      await client.chooseMember('LiNa');
      await client.chooseChat('wmHuangLi');

      await expect(client.title).toHaveText('黄莉（张伟老客）');
      expect(codes).toHaveLength(3);
      // Once with the used code, once more with a new one.
      expect((await faults.countLogins()) - before).toBe(2);
    },
  );

  journey(
    'whose callback is opened a second time gives nobody a session',
    async ({ browser, client, page, faults }) => {
      const callback = page.waitForRequest('**/api/auth/callback/**');
      await client.open();
      await client.showsCardOf('wmLinXiaoyu');
      const before = await faults.countLogins();

      const thief = await browser.newContext();
      const stolen = await thief.newPage();
      await stolen.goto((await callback).url());

      await expect(stolen.getByTestId('problem')).toHaveAttribute('data-code', 'OUTSIDE_WECOM');
      expect(await faults.countLogins()).toBe(before);
      await thief.close();
    },
  );

  journey('whose state is forged is begun again, by the page itself', async ({ client, page, faults }) => {
    let forged = 0;
    await tamper(page, (callback) => {
      if (forged === 0) callback.searchParams.set('state', 'f0'.repeat(24));
      forged += 1;
    });
    const before = await faults.countLogins();
    await client.open();

    await client.showsCardOf('wmLinXiaoyu');
    expect(forged).toBe(2);
    // The forged one never came to the platform.
    expect((await faults.countLogins()) - before).toBe(1);
  });

  journey('that leads nowhere stops after three rounds and says so', async ({ client, page, faults }) => {
    let rounds = 0;
    await tamper(page, (callback) => {
      callback.searchParams.set('state', 'f0'.repeat(24));
      rounds += 1;
    });
    const before = await faults.countLogins();
    await client.open();

    await client.explains('LOGIN_LOOP');
    expect(rounds).toBe(3);
    expect(await faults.countLogins()).toBe(before);

    await page.unrouteAll();
    await client.problem.getByRole('button').click();
    await client.showsCardOf('wmLinXiaoyu');
  });

  journey('that fails is tried again from where one was', async ({ browser }) => {
    const context = await browser.newContext({ locale: 'zh-CN' });
    const window = await context.newPage();
    await window.goto(`${sidebarUrl()}?from=a-bookmark#customer=wmHuangLi`);
    const scan = async () => {
      await window.getByRole('button', { name: '用企业微信扫码登录' }).click();
      await window.getByTestId('scan-ZhangWei').click();
    };
    await tamper(window, (callback) => callback.searchParams.set('state', 'f0'.repeat(24)));
    await scan();
    await expect(window.getByTestId('problem')).toBeVisible();
    await window.unrouteAll();

    await scan();

    await expect(window.getByTestId('customer-title')).toHaveText('黄姐 全屋');
    expect(window.url()).toBe(`${sidebarUrl()}?from=a-bookmark#customer=wmHuangLi`);
    await context.close();
  });

  journey(
    'outside WeCom goes by the code that is scanned, and leads to one’s own customers',
    async ({ client, page }) => {
      await client.open();
      await client.showsCardOf('wmLinXiaoyu');
      await client.chooseChat('wmHuangLi');
      await client.showsCardOf('wmHuangLi');
      const browser = await page.context().browser()?.newContext();
      const window = await browser?.newPage();
      if (!window) throw new Error('there is no browser');
      await window.goto(sidebarUrl());
      await window.getByRole('button', { name: '用企业微信扫码登录' }).click();
      await window.getByTestId('scan-ZhangWei').click();

      await window
        .getByTestId('own-customers')
        .getByRole('button', { name: /黄姐 全屋/ })
        .click();
      await expect(window.getByTestId('customer-title')).toHaveText('黄姐 全屋');
      await window.getByTestId('note').fill('在办公室电脑上记的');
      await window.getByTestId('save-note').click();
      await expect(window.getByTestId('follow-ups')).toContainText('在办公室电脑上记的');
      await window.getByTestId('back').click();
      await expect(window.getByTestId('own-customers')).toContainText('林小雨-滨江花园');

      // What is unsaved would be lost, and is not without a word.
      await window.getByRole('button', { name: /黄姐 全屋/ }).click();
      await window.getByTestId('note').fill('还没写完');
      await window.getByTestId('log-out').click();
      await expect(window.getByTestId('lost-by-leaving')).toContainText('黄姐 全屋');
      const mark = await window.evaluate(() =>
        sessionStorage.getItem('sidecard.mark:wwspruce0a1b2c3d4e/1000002'),
      );
      await window.getByTestId('log-out').click();
      await expect(window.getByTestId('problem')).toHaveAttribute('data-code', 'OUTSIDE_WECOM');
      expect(await window.evaluate(() => Object.keys(sessionStorage))).toEqual([]);
      await expect(window.getByTestId('log-out')).toHaveCount(0);
      // The server does not know it any more either.
      const asked = await window.evaluate(
        (former) =>
          fetch('/api/customer-contact', { headers: { 'x-sidecard-web-view': `${former}` } }).then(
            ({ status }) => status,
          ),
        mark,
      );
      expect(asked).toBe(401);

      await window.getByRole('button', { name: '用企业微信扫码登录' }).click();
      await window.getByTestId('scan-ZhangWei').click();
      await expect(window.getByTestId('own-customers')).toBeVisible();

      // Without its cookie, too, it is where one began: nobody is sent to a page that only the client can show.
      await browser?.clearCookies();
      await window.reload();
      await expect(window.getByTestId('problem')).toHaveAttribute('data-code', 'OUTSIDE_WECOM');
      await browser?.close();
    },
  );
});
