import { expect, journey } from '../support/journey.js';

/** The simulated client itself must not be what shows somebody else's card. */
journey.describe('the simulated client', () => {
  journey('gives no page an answer that was meant for the page before it', async ({ client, page }) => {
    await client.open();
    await client.showsCardOf('wmLinXiaoyu');
    let letGo = () => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    let asked = 0;
    await page.route('**/invoke', async (route) => {
      if (route.request().postDataJSON().name === 'getCurExternalContact') {
        asked += 1;
        if (asked === 1) {
          const response = await route.fetch();
          await held;
          return route.fulfill({ response }).catch(() => undefined);
        }
        letGo();
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
      return route.continue().catch(() => undefined);
    });

    await client.chooseChat('wmHuangLi');
    await expect.poll(() => asked).toBe(1);
    await client.chooseChat('woChenYu');

    await client.showsCardOf('woChenYu');
  });

  for (const behaviour of ['reload', 'keep', 'renew'] as const) {
    journey(`follows the next click when one has failed (${behaviour})`, async ({ client, page }) => {
      await client.open();
      await client.showsCardOf('wmLinXiaoyu');
      await client.onChatChange(behaviour);
      await page.route('**/client/web-views/*/chat', (route) => route.abort(), { times: 1 });
      await page.route('**/client/web-views', (route) => route.abort(), { times: 1 });

      await client.chooseChat('wmHuangLi');
      await client.chooseChat('woChenYu');

      await client.showsCardOf('woChenYu');
    });
  }

  journey(
    'is the member who was clicked last, however late the first one’s chats come',
    async ({ client, page }) => {
      await client.open();
      await client.showsCardOf('wmLinXiaoyu');
      await page.route('**/members/LiNa/chats', async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 500));
        await route.continue().catch(() => undefined);
      });
      const late = page.waitForResponse('**/members/LiNa/chats');

      await client.account('LiNa').click();
      await client.account('WangQiang').click();
      await late;

      await expect(client.account('WangQiang')).toHaveAttribute('aria-pressed', 'true');
      await client.showsCardOf('woChenYu');
    },
  );
});
