import { begonia } from '../support/client.js';
import { expect, journey } from '../support/journey.js';

journey.describe('the card beside the chat', () => {
  journey('is that of the chosen chat, from WeCom and from the CRM', async ({ client }) => {
    await client.open();

    await client.showsCardOf('wmLinXiaoyu');
    await expect(client.card.getByTestId('customer-title')).toHaveText('林小雨-滨江花园');
    await expect(client.card.getByTestId('customer-name')).toHaveText('林小雨');
    await expect(client.card.getByTestId('crm-field-level')).toContainText('A 级');
    await expect(client.card.getByTestId('crm-field-owner')).toHaveText('张伟');
    await expect(client.card.getByTestId('tags')).toContainText('全屋净水');
    await expect(client.card.getByTestId('follow-ups')).toContainText('约了周六上午家博会');
    await expect(client.card.getByTestId('crm-list-orders')).toContainText('¥199.00');
  });

  journey('names the colleagues who serve the customer too', async ({ client }) => {
    await client.open();
    await client.chooseChat('wmCaoRui');

    await client.showsCardOf('wmCaoRui');
    await expect(client.card.getByTestId('colleagues')).toContainText('李娜');
    await expect(client.card.getByTestId('colleagues')).toContainText('赵敏');
  });

  for (const behaviour of ['reload', 'keep', 'renew'] as const) {
    journey(`follows two quick clicks and shows only the last (${behaviour})`, async ({ client, page }) => {
      await client.open();
      await client.showsCardOf('wmLinXiaoyu');
      await client.onChatChange(behaviour);
      // The first answer is held back until long after the second: it must not be shown then.
      let letGo = () => {};
      const held = new Promise<void>((resolve) => (letGo = resolve));
      await page.route('**/api/customers/wmHuangLi/card', async (route) => {
        await held;
        await route.continue().catch(() => undefined);
      });

      await client.chooseChat('wmHuangLi');
      await client.chooseChat('woChenYu');
      await client.showsCardOf('woChenYu');
      letGo();
      await page.unrouteAll({ behavior: 'wait' });

      await client.showsCardOf('woChenYu');
      await expect(client.card.getByTestId('customer-title')).toHaveText('恒达酒店 陈经理');
    });
  }

  journey('is the other member’s view when another member is chosen', async ({ client }) => {
    await client.open();
    await client.chooseChat('wmHuangLi');
    await expect(client.card.getByTestId('customer-title')).toHaveText('黄姐 全屋');

    await client.chooseMember('LiNa');
    await client.chooseChat('wmHuangLi');

    await client.showsCardOf('wmHuangLi');
    await expect(client.card.getByTestId('customer-title')).toHaveText('黄莉（张伟老客）');
    await expect(client.card.getByTestId('colleagues')).toContainText('张伟');
  });

  journey('is another person’s in the other corp, though all ids are the same', async ({ client }) => {
    await client.open();
    await client.showsCardOf('wmLinXiaoyu');

    await client.chooseMember('ZhangWei', begonia);

    await client.showsCardOf('wmLinXiaoyu');
    await expect(client.card.getByTestId('customer-name')).toHaveText('林晓宇');
    await expect(client.card.getByTestId('crm-field-owner')).toHaveText('张薇');
    await expect(client.card.getByTestId('crm-list-orders')).toContainText('婚礼全场花艺定金');
  });

  journey('belongs to the app whose page is chosen', async ({ client, page }) => {
    await client.open();
    await client.chooseMember('ZhaoMin');
    await client.chooseChat('wmCaoRui');
    await client.showsCardOf('wmCaoRui');
    await expect(client.card.getByTestId('colleagues')).toContainText('李娜');

    await page.getByTestId('app-1000003').click();

    // The service app sees 王强 and 赵敏 only; its own page still shows the customer 赵敏 serves.
    await client.showsCardOf('wmCaoRui');
    await expect(page.getByTestId('sidebar-frame')).toHaveAttribute('src', /1000003$/);
  });

  journey('shows names, remarks and notes with markup as text', async ({ client, page }) => {
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await client.open();
    await client.chooseChat('wmScriptName');

    await client.showsCardOf('wmScriptName');
    await expect(client.card.getByTestId('customer-name')).toHaveText(
      '🐳海豚<script>window.__pwned=1</script>',
    );
    await expect(client.card.getByTestId('customer-title')).toHaveText(
      '<img src=x onerror="window.__pwned=2">',
    );
    await expect(client.card.getByTestId('tags')).toContainText('<b>重点</b>');
    await expect(client.card.getByTestId('follow-ups')).toContainText('<b>群里</b>很活跃');
    for (const frame of page.frames()) {
      expect(await frame.evaluate(() => Reflect.get(window, '__pwned'))).toBeUndefined();
    }
    expect(dialogs).toEqual([]);
  });

  journey('keeps a very long name inside the sidebar', async ({ client }) => {
    await client.open();
    await client.chooseChat('wmLongName');

    await client.showsCardOf('wmLongName');
    const overflow = await client.card.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });

  journey('shows the digits of a phone only when asked', async ({ client }) => {
    await client.open();
    await client.showsCardOf('wmLinXiaoyu');
    await expect(client.card.getByTestId('masked-phone').first()).toHaveText('138****0001');
    await expect(client.card).not.toContainText('13800010001');

    await client.card.getByTestId('reveal-phones').click();

    await expect(client.card.getByTestId('phone').first()).toHaveText('13800010001');
  });

  journey('speaks English to an English client, and follows its dark scheme', async ({ client, page }) => {
    await client.open();
    await client.showsCardOf('wmLinXiaoyu');

    await page.getByTestId('language').selectOption('en');
    await page.getByTestId('scheme').selectOption('Dark');

    await expect(client.card.getByTestId('crm-field-level')).toContainText('Level A');
    await expect(client.sidebar.locator('html')).toHaveAttribute('data-scheme', 'dark');
    await expect(client.sidebar.locator('html')).toHaveAttribute('lang', 'en');
  });
});
