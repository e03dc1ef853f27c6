import type { APIRequestContext, Page } from '@playwright/test';
import { expect, journey } from '../support/journey.js';

journey.describe('without a network', () => {
  journey(
    'a stage that is chosen waits, says so, and is changed when it is back',
    async ({ client, context, page, request }) => {
      await answerOffline(page, request);
      await client.open();
      await client.chooseChat('wmXuJing');
      await client.showsCardOf('wmXuJing');
      await page.getByTestId('scheme').focus();
      await client.bringFocusTo('wmXuJing');
      const stage = client.card.getByTestId('stage-field');
      const before = await stage.inputValue();

      await context.setOffline(true);
      await stage.selectOption({ index: 3 });
      const said = client.card.getByTestId('stage-problem');
      await expect(said).toContainText('网络连接不上');
      await expect(said).toContainText('自动修改');
      const wished = await stage.inputValue();
      expect(wished).not.toBe(before);

      const sent = page.waitForResponse('**/stage');
      await context.setOffline(false);
      expect((await sent).status()).toBe(204);
      await expect(said).toHaveCount(0);
      await client.reload();
      await client.showsCardOf('wmXuJing');
      await expect(stage).toHaveValue(wished);
    },
  );

  journey(
    'nor is it lost with its card: it waits there, and is changed when somebody is back',
    async ({ client, page }) => {
      const stage = client.card.getByTestId('stage-field');
      await client.open();
      await client.chooseChat('wmZhouMing');
      await client.showsCardOf('wmZhouMing');
      await page.route('**/stage', (route) => route.abort('internetdisconnected'));
      await client.bringFocusTo('wmZhouMing');
      await stage.selectOption('lost');
      await expect(client.card.getByTestId('stage-problem')).toContainText('自动修改');

      await client.chooseChat('wmXuJing');
      await client.showsCardOf('wmXuJing');
      await expect(stage).not.toHaveValue('lost');
      await page.unroute('**/stage');
      const sent = page.waitForResponse('**/wmZhouMing/stage');
      await client.chooseChat('wmZhouMing');
      await client.showsCardOf('wmZhouMing');

      expect((await sent).status()).toBe(204);
      await expect(stage).toHaveValue('lost');
      await expect(client.card.getByTestId('stage-problem')).toHaveCount(0);
    },
  );
});

/** The client needs no network to say whose chat is open; the simulated one asks its platform, and does so from here. */
async function answerOffline(page: Page, request: APIRequestContext): Promise<void> {
  await page.route('**/invoke', async (route) => {
    const response = await request.post(route.request().url(), { data: route.request().postDataJSON() });
    await route.fulfill({ response });
  });
}
