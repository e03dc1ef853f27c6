import { crmAnswers, crms, crmSays, revealed } from '../support/company-crm.js';
import { expect, journey } from '../support/journey.js';

const lin = 'wmLinXiaoyu';

journey.describe('what the company’s CRM says', () => {
  journey('a year of orders, also for those who do not see the picture', async ({ client }) => {
    await client.open();
    await client.showsCardOf(lin);

    const orders = client.card.getByTestId('crm-list-orders');
    await expect(orders.getByTestId('crm-months').getByRole('listitem')).toHaveCount(12);
    await expect(orders).toContainText('近 12 个月合计');
  });

  journey('a customer it does not know gets a record at one press', async ({ client }) => {
    await client.open();
    await client.chooseChat('wmNoAvatar');
    await client.showsCardOf('wmNoAvatar');
    await client.bringFocusTo('wmNoAvatar');
    await client.note.fill('刚认识');

    await client.card.getByTestId('crm-create').click();

    await expect(client.card.getByTestId('crm')).toHaveAttribute('data-state', 'found');
    await expect(client.card.getByTestId('crm-field-owner')).toHaveText('张伟');
    await expect(client.note).toHaveValue('刚认识');
    await client.note.fill('');
  });

  journey('a record is searched and chosen by keyboard, and that is undone', async ({ client, page }) => {
    await client.open();
    await client.chooseChat('wmZhouMing');
    await client.showsCardOf('wmZhouMing');
    const crm = client.card.getByTestId('crm');
    await client.bringFocusTo('wmZhouMing');
    await client.note.fill('正在写');
    const field = client.card.getByTestId('crm-search');
    const outcome = client.card.getByTestId('crm-search-outcome');

    await field.fill('林');
    await expect(outcome).toHaveText('请至少输入两个字');
    await field.fill('没有这个人');
    await expect(outcome).toContainText('没有找到「没有这个人」');
    await field.fill('林小雨');
    await expect(outcome).toHaveText('找到 1 条');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');

    await expect(crm).toHaveAttribute('data-state', 'found');
    await expect(crm).toBeFocused();
    await expect(client.card.getByTestId('crm-record')).toHaveText('林小雨');
    await expect(client.card.getByTestId('crm-field-level')).toContainText('A 级');
    await expect(client.card.getByTestId('crm-list-orders')).toContainText('¥199.00');
    await expect(client.note).toHaveValue('正在写');

    await client.card.getByTestId('crm-unlink-begin').click();
    await page.keyboard.press('Escape');
    await expect(client.card.getByTestId('crm-unlink-begin')).toBeFocused();
    await page.keyboard.press('Enter');
    await client.card.getByTestId('crm-unlink-sure').click();

    await expect(crm).toHaveAttribute('data-state', 'none');
    await expect(client.card.getByTestId('crm-field-level')).toHaveCount(0);
    await expect(client.card.getByTestId('crm-list-orders')).toHaveCount(0);
    await expect(client.note).toHaveValue('正在写');
    await client.note.fill('');
  });

  journey('of several records the member says which it is', async ({ client, page }) => {
    await crmSays(page, lin, crms.several);
    await crmAnswers(page, 'link', 204);
    await client.open();
    await client.showsCardOf(lin);
    const candidates = client.card.getByTestId('crm-several').getByTestId('candidate');
    await client.bringFocusTo(lin);
    await expect(candidates).toHaveCount(3);
    await expect(client.card.getByTestId('crm')).not.toContainText('13800010001');

    const sent = page.waitForRequest('**/crm/link');
    await crmSays(page, lin, crms.linked);
    await candidates.nth(1).click();

    expect((await sent).postDataJSON()).toEqual({ key: 'c-31002' });
    expect((await sent).headers()['x-sidecard-chat']).toBe(lin);
    await expect(client.card.getByTestId('crm')).toHaveAttribute('data-state', 'found');
    await expect(client.card.getByTestId('crm-unlink')).toBeVisible();
  });

  journey('a record that is gone can’t be chosen: it is said, and asked again', async ({ client, page }) => {
    await crmSays(page, lin, crms.several);
    await crmAnswers(page, 'link', 404, { code: 'CRM_RECORD_NOT_FOUND', message: '', requestId: 'r' });
    await client.open();
    await client.showsCardOf(lin);

    await client.bringFocusTo(lin);
    const again = page.waitForRequest('**/card');
    await client.card.getByTestId('candidate').first().click();

    await again;
    await expect(client.card.getByTestId('crm-problem')).toHaveText('没有完成：CRM 里没有这条记录');
    await expect(client.card.getByTestId('candidate').first()).toHaveAttribute('aria-disabled', 'false');
  });

  journey(
    'a masked field is whole only when asked for, and goes with its record',
    async ({ client, page }) => {
      await crmSays(page, lin, crms.found);
      await crmAnswers(page, 'reveal', 200, revealed);
      await client.open();
      await client.showsCardOf(lin);
      const phone = client.card.getByTestId('crm-field-phone');
      await expect(phone).toContainText('138****0001');
      await expect(phone.getByRole('link')).toHaveCount(0);

      await client.bringFocusTo(lin);
      const asked = page.waitForRequest('**/crm/reveal');
      await client.card.getByTestId('reveal-phone').click();

      expect((await asked).postDataJSON()).toEqual({ fieldId: 'phone' });
      await expect(phone.getByRole('link')).toHaveText('13800010001');
      await expect(phone.getByRole('link')).toBeFocused();

      const other = { ...crms.found, record: { ...crms.found.record, key: 'another' } };
      await crmSays(page, lin, other);
      await page.getByTestId('language').focus();
      await client.bringFocusTo(lin);
      await expect(phone).toContainText('138****0001');
      await expect(phone).not.toContainText('13800010001');
    },
  );

  journey('fields, lists and ways out into the CRM are where they belong', async ({ client, page }) => {
    await crmSays(page, lin, crms.found);
    await client.open();
    await client.showsCardOf(lin);

    await expect(client.card.getByTestId('crm-field-grade')).toContainText('钻石会员');
    await expect(client.card.getByTestId('crm-field-nothing')).toHaveCount(0);
    await expect(client.card.getByTestId('crm-section-home')).toContainText('142.5');
    const orders = client.card.getByTestId('crm-list-orders');
    const first = orders.getByRole('link').first();
    await expect(first).toHaveAttribute('href', 'https://crm.example.com/orders/SO-2211');
    await expect(first).toHaveAttribute('rel', 'noopener noreferrer');
    await expect(orders).toContainText('数量 1');
    await expect(orders.getByRole('link', { name: '在 CRM 中查看全部' })).toBeVisible();
    await expect(client.card.getByTestId('crm-list-contracts')).toContainText('还没有记录');
    await expect(client.card.getByTestId('crm-record').getByRole('link')).toHaveAttribute(
      'href',
      'https://crm.example.com/customers/20871',
    );
  });

  journey(
    'while it can’t be asked the rest is there, and it comes back by itself',
    async ({ client, page }) => {
      await crmSays(page, lin, crms.unavailable);
      await client.open();
      await client.showsCardOf(lin);
      await expect(client.card.getByTestId('crm-unavailable')).toContainText('无法访问');
      await expect(client.card.getByTestId('follow-ups')).toContainText('约了周六上午家博会');

      await crmSays(page, lin, null);
      await client.bringFocusTo(lin);

      await expect(client.card.getByTestId('crm-unavailable')).toHaveCount(0);
      await expect(client.card.getByTestId('crm-field-level')).toContainText('A 级');
    },
  );

  journey('how far they have come is chosen on the card, and stays', async ({ client, page }) => {
    await client.open();
    await client.chooseChat('wmZhouMing');
    await client.showsCardOf('wmZhouMing');
    await client.bringFocusTo('wmZhouMing');
    const stage = client.card.getByTestId('stage-field');
    await expect(stage.locator('option:checked')).toHaveText('还没有设置');

    await stage.selectOption('有意向');
    await expect(stage).toBeEnabled();
    await expect(stage).toHaveValue('interested');
    await client.reload();
    await client.showsCardOf('wmZhouMing');
    await expect(stage.locator('option:checked')).toHaveText('有意向');

    await page.getByTestId('language').focus();
    await client.bringFocusTo('wmZhouMing');
    // There is a network, and no server behind it: nobody says when that is back.
    await page.route('**/stage', (route) => route.fulfill({ status: 502, body: 'bad gateway' }));
    await stage.selectOption('已成交');
    const problem = client.card.getByTestId('stage-problem');
    await expect(problem).toHaveText('还没有修改：网络连接不上。恢复后会自动修改，也可以重新选择。');
    await expect(stage).toHaveValue('won');
    await page.unroute('**/stage');
    await expect(problem).toHaveCount(0, { timeout: 15_000 });
    await client.reload();
    await client.showsCardOf('wmZhouMing');
    await expect(stage).toHaveValue('won');
  });
});
