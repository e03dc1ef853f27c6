import { axeFindsNothing } from '../support/axe.js';
import { expect, journey } from '../support/journey.js';
import { plights, screenOf, sidebarUrl } from '../support/plights.js';

/** Whatever stands in the way gets a screen that says what happened and what to do. */
journey.describe('explained', () => {
  for (const plight of plights) {
    journey(`what happened and what to do: ${plight.code}`, async ({ client, faults, page }) => {
      const scene = { client, faults, page };
      await plight.arrange(scene);

      const screen = screenOf(plight, scene);
      await expect(screen).toHaveAttribute('data-code', plight.code);
      await expect(screen.getByRole('heading')).not.toBeEmpty();
      await expect(screen.getByTestId('problem-code')).toContainText(plight.code);
      await expect(client.card).toHaveCount(0);
      await axeFindsNothing(page, plight.inBrowser);
    });
  }

  journey('all of them in English to those who read it', async ({ browser }) => {
    const context = await browser.newContext({ locale: 'en-US' });
    const page = await context.newPage();
    await page.goto(sidebarUrl());

    await expect(page.getByRole('heading')).toHaveText('Open this in WeCom');
    await expect(page.getByTestId('problem-code')).toHaveText('Problem code OUTSIDE_WECOM');
    await context.close();
  });

  journey('in English inside the client as well, and truly to a leader', async ({ client, faults, page }) => {
    await client.open();
    await page.getByTestId('language').selectOption('en');
    await client.chooseMember('WangQiang');
    await client.chooseChat('woChenYu');
    await client.showsCardOf('woChenYu');
    // Served by a department that he does not lead.
    await faults.moveChat(await client.webViewId(), 'wmSongJia');
    await client.reload();

    await client.explains('CUSTOMER_NOT_FOUND');
    await expect(client.problem.getByRole('heading')).toHaveText('You cannot see this customer');
    await expect(client.problem).toContainText('those of colleagues');
  });

  journey('opened from the workbench, and the card once a chat is chosen', async ({ client, page }) => {
    await client.open();
    await client.showsCardOf('wmLinXiaoyu');
    await page.getByTestId('workbench').click();
    await client.explains('NOT_BESIDE_A_CHAT');

    await client.chooseChat('wmHuangLi');
    await client.showsCardOf('wmHuangLi');
  });

  journey('a page whose domain the client does not trust', async ({ client, faults }) => {
    await faults.switchOn({
      kind: 'bridge',
      fault: { kind: 'result', name: 'agentConfig', result: 'invalid url domain' },
    });
    await client.open();

    await client.explains('DOMAIN_NOT_TRUSTED');
  });

  journey(
    'a client so old that it wants both configs, and cannot say which chat it is',
    async ({ client, page }) => {
      await client.open();
      await client.showsCardOf('wmLinXiaoyu');
      const configs: string[] = [];
      page.on('request', (request) => {
        if (request.url().endsWith('/invoke')) configs.push(`${request.postDataJSON().name}`);
      });

      await page.getByTestId('version').selectOption('3.0.16');

      await client.explains('CLIENT_TOO_OLD');
      expect(configs).toEqual(['preVerifyJSAPI', 'agentConfig', 'getContext']);
    },
  );

  journey('a member without customer contact has nothing to open', async ({ client }) => {
    await client.open();
    await client.chooseMember('SunYue');

    await client.explains('NOT_BESIDE_A_CHAT');
  });

  for (const name of ['agentConfig', 'getContext', 'getCurExternalContact']) {
    journey(
      `a client that never answers ${name}, for which the SDK would wait for ever`,
      async ({ client, faults, page }) => {
        await page.clock.install();
        await faults.switchOn({ kind: 'bridge', fault: { kind: 'silent', name } });
        await client.open();
        await expect(client.sidebar.getByTestId('card-skeleton')).toBeVisible();
        await page.waitForLoadState('networkidle');

        await page.clock.runFor(7_000);
        await client.explains('CLIENT_SILENT');

        await faults.clear();
        await client.problem.getByRole('button').click();
        await client.showsCardOf('wmLinXiaoyu');
      },
    );
  }

  journey('a lost network, and the card once it is back', async ({ client, page }) => {
    await client.open();
    await client.showsCardOf('wmLinXiaoyu');
    await client.onChatChange('keep');
    await page.route('**/api/**', (route) => route.abort('internetdisconnected'));

    await client.chooseChat('wmHuangLi');
    await client.explains('NETWORK_LOST');

    await page.unroute('**/api/**');
    await client.problem.getByRole('button').click();
    await client.showsCardOf('wmHuangLi');
  });

  journey('an opening that nobody answers', async ({ client, page }) => {
    await client.open();
    await client.showsCardOf('wmLinXiaoyu');
    await client.onChatChange('renew');
    await page.clock.install();
    await page.route('**/api/bootstrap**', () => new Promise(() => {}));
    await client.chooseChat('wmHuangLi');
    await expect(client.sidebar.getByTestId('card-skeleton')).toBeVisible();

    await page.clock.runFor(16_000);

    await client.explains('NETWORK_LOST');
  });

  journey('a page whose program does not come', async ({ client, page }) => {
    await client.open();
    await client.showsCardOf('wmLinXiaoyu');
    await page.route('**/assets/*.js', (route) => route.abort('connectionreset'));
    await client.chooseChat('wmHuangLi');

    await expect(client.sidebar.getByTestId('missing-scripts')).toContainText('请检查网络');
    await page.unroute('**/assets/*.js');
    await client.sidebar.getByRole('link').click();
    await client.showsCardOf('wmHuangLi');
  });

  journey(
    'a client that falls silent while the page stays open shows no card that may be wrong',
    async ({ client, faults }) => {
      await client.open();
      await client.showsCardOf('wmLinXiaoyu');
      await client.onChatChange('keep');
      await faults.switchOn({ kind: 'bridge', fault: { kind: 'silent', name: 'getContext' } });

      await client.chooseChat('wmHuangLi');

      await expect(client.sidebar.getByTestId('card-skeleton')).toBeVisible();
      await expect(client.card).toHaveCount(0);
    },
  );

  journey('a WeCom that is down, for a customer nobody has seen yet', async ({ client, faults }) => {
    await client.open();
    await client.chooseMember('WangQiang');
    await client.showsCardOf('woChenYu');
    await faults.switchOn({
      kind: 'nextCalls',
      path: '/externalcontact/get',
      times: 3,
      fault: { kind: 'http', status: 502, body: '<html>bad gateway</html>' },
    });

    await client.chooseChat('woTangWei');
    await client.explains('WECOM_UNAVAILABLE');

    await faults.clear();
    await client.problem.getByRole('button').click();
    await client.showsCardOf('woTangWei');
  });

  journey(
    'clicks in the middle of the first login are no reason to explain anything',
    async ({ client, page }) => {
      await page.route('**/connect/oauth2/authorize**', async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 600));
        await route.continue().catch(() => undefined);
      });
      await client.open();
      for (const id of ['wmHuangLi', 'woChenYu', 'wmHuangLi', 'wmXuJing', 'woChenYu']) {
        const leaving = page.waitForRequest('**/connect/oauth2/authorize**');
        await client.chooseChat(id);
        await leaving;
      }

      await client.showsCardOf('woChenYu');
    },
  );

  journey('a code that WeCom will not take, three times over', async ({ client, faults }) => {
    await faults.switchOn({
      kind: 'nextCalls',
      path: '/auth/getuserinfo',
      times: 100,
      fault: { kind: 'errcode', errcode: 40029 },
    });
    const before = await faults.countCalls('/auth/getuserinfo');
    await client.open();

    await client.explains('LOGIN_LOOP');
    expect((await faults.countCalls('/auth/getuserinfo')) - before).toBe(3);

    await faults.clear();
    await client.problem.getByRole('button').click();
    await client.showsCardOf('wmLinXiaoyu');
  });
});
