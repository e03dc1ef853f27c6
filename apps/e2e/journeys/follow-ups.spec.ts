import type { Page } from '@playwright/test';
import { expect, journey } from '../support/journey.js';

const goesOffline = (page: Page) =>
  page.route('**/follow-ups', (route) => route.abort('internetdisconnected'));
/** The page hears what a browser says when there is a network again. */
async function comesBack(page: Page) {
  await page.unroute('**/follow-ups');
  await page.context().setOffline(true);
  await page.context().setOffline(false);
}

journey.describe('a follow-up', () => {
  journey(
    'is note, next date and stage in one, which survive another chat and a reload',
    async ({ client, page }) => {
      const { card } = client;
      await client.open();
      await client.chooseChat('wmScriptName');
      await client.showsCardOf('wmScriptName');
      await client.bringFocusTo('wmScriptName');
      await client.note.fill('群里有六户要团购，报价已发。');
      await card.getByRole('button', { name: '3天后' }).click();
      await card.getByTestId('note-stage').selectOption('proposal');

      await client.chooseChat('wmCaoRui');
      await client.showsCardOf('wmCaoRui');
      await expect(card.getByTestId('unsaved-notes')).toBeVisible();
      await client.chooseChat('wmScriptName');
      await client.reload();
      await client.showsCardOf('wmScriptName');
      await expect(client.note).toHaveValue('群里有六户要团购，报价已发。');
      await expect(card.getByRole('button', { name: '3天后' })).toHaveAttribute('aria-pressed', 'true');
      await expect(card.getByTestId('note-stage')).toHaveValue('proposal');

      await client.bringFocusTo('wmScriptName');
      await page.keyboard.press('Control+Enter');

      await expect(client.note).toHaveValue('');
      const followUps = card.getByTestId('follow-ups');
      await expect(followUps).toContainText('群里有六户要团购');
      await expect(followUps).toContainText('下次联系 3天后');
      await expect(card.getByTestId('stage-field')).toHaveValue('proposal');
      await expect(card.getByTestId('contact')).toHaveText('上次跟进 刚刚 · 下一步 3天后');
    },
  );

  journey('is edited and deleted by who has written it, and by nobody else', async ({ client }) => {
    const { card } = client;
    const followUps = card.getByTestId('follow-ups');
    await client.open();
    await client.chooseChat('wmScriptName');
    await client.showsCardOf('wmScriptName');
    await client.bringFocusTo('wmScriptName');
    await client.writeNote('周五寄样机');

    const own = followUps.locator('li').first();
    await own.getByRole('button', { name: /^修改/ }).press('Enter');
    await expect(card.getByTestId('edited-note')).toBeFocused();
    await card.getByTestId('edited-note').fill('周六寄样机');
    await client.reload();
    await client.showsCardOf('wmScriptName');
    await expect(card.getByTestId('edited-note')).toHaveValue('周六寄样机');
    // Esc closes it, and an input method uses it too: nothing that was typed is lost.
    await card.getByTestId('edited-note').dispatchEvent('keydown', { key: 'Escape', isComposing: true });
    await expect(card.getByTestId('edited-note')).toBeVisible();
    await card.getByTestId('edited-note').press('Escape');
    await expect(card.getByTestId('edited-note')).toHaveCount(0);
    await own.getByRole('button', { name: /^修改/ }).press('Enter');
    await expect(card.getByTestId('edited-note')).toHaveValue('周六寄样机');
    await card.getByTestId('save-edited').click();
    await expect(own).toContainText('周六寄样机');
    await expect(own).toContainText('已修改');

    await own.getByRole('button', { name: /^删除/ }).press('Enter');
    await client.page.keyboard.press('Escape');
    await expect(own.getByRole('button', { name: /^删除/ })).toBeFocused();
    await client.page.keyboard.press('Enter');
    await card.getByTestId('remove-sure').press('Enter');
    await expect(followUps).not.toContainText('周六寄样机');

    await client.chooseChat('wmHuangLi');
    await client.showsCardOf('wmHuangLi');
    const hers = followUps.locator('li').filter({ hasText: '李娜' });
    await expect(hers).toHaveCount(1);
    await expect(hers.getByRole('button')).toHaveCount(0);
  });

  journey(
    'that is saved without a network goes out by itself once there is one, and once',
    async ({ client, page }) => {
      await client.open();
      await client.chooseChat('wmScriptName');
      await client.showsCardOf('wmScriptName');
      await client.bringFocusTo('wmScriptName');
      await client.note.fill('电梯里写的，没有网络');
      await goesOffline(page);
      await client.save.click();
      await expect(client.card.getByTestId('note-problem')).toContainText('自动保存');

      await comesBack(page);

      await expect(client.note).toHaveValue('');
      await client.reload();
      await client.showsCardOf('wmScriptName');
      await expect(client.card.getByText('电梯里写的，没有网络')).toHaveCount(1);
    },
  );

  journey('that no server has taken goes out by itself, changed ones too', async ({ client, page }) => {
    const { card } = client;
    await client.open();
    await client.chooseChat('wmScriptName');
    await client.showsCardOf('wmScriptName');
    await client.bringFocusTo('wmScriptName');
    await client.writeNote('改之前');
    const own = card.getByTestId('follow-ups').locator('li').first();
    await own.getByRole('button', { name: /^修改/ }).click();
    await card.getByTestId('edited-note').fill('改过以后');
    await page.route('**/follow-ups/*', (route) => route.fulfill({ status: 502, body: 'bad gateway' }));
    await card.getByTestId('save-edited').click();
    await expect(card.getByTestId('note-problem')).toContainText('自动保存');

    await page.unroute('**/follow-ups/*');

    await expect(card.getByTestId('edited-note')).toHaveCount(0, { timeout: 15_000 });
    await expect(own).toContainText('改过以后');
  });
});

journey('my day lists whom to contact, and leads to the card until that is done', async ({ client }) => {
  const day = client.sidebar.getByTestId('my-day');
  await client.open();
  await client.showsCardOf('wmLinXiaoyu');
  await client.sidebar.getByTestId('page-day').click();
  await expect(day.getByTestId('my-day-overdue')).toContainText('徐静 翠湖天地');
  await expect(day.getByTestId('my-day-overdue')).toContainText('原定前天');
  await expect(day.getByTestId('my-day-today')).toContainText('返点表在走审批');
  await expect(day.getByTestId('my-day-quiet')).toContainText('天没有跟进');

  await day.getByTestId('customer-wmXuJing').press('Enter');
  await client.showsCardOf('wmXuJing');
  await expect(client.card.getByTestId('contact')).toContainText('原定前天联系');
  await client.note.fill('说好双十二下单');
  await client.card.getByRole('button', { name: '7天后' }).click();
  await client.save.click();
  await expect(client.card.getByTestId('contact')).toContainText('下一步 7天后');

  await client.sidebar.getByTestId('page-day').click();
  await expect(day.getByTestId('my-day-today')).toBeVisible();
  await expect(day.getByTestId('customer-wmXuJing')).toHaveCount(0);
  await client.sidebar.getByTestId('page-chat').click();
  await client.sidebar.getByTestId('back-to-chat').click();
  await client.showsCardOf('wmLinXiaoyu');
});

journey('the timeline shows what one wants to see alone', async ({ client, page }) => {
  const { card } = client;
  const entries = card.getByTestId('timeline-entries').locator('li');
  await client.open();
  await client.chooseChat('wmCaoRui');
  await client.showsCardOf('wmCaoRui');
  await client.bringFocusTo('wmCaoRui');
  await card.getByTestId('stage-field').selectOption('won');
  await card.getByTestId('open-timeline').click();
  await expect(entries.filter({ hasText: '订单' })).not.toHaveCount(0);

  const asked = page.waitForRequest('**/timeline?kinds=stage');
  await card.getByTestId('timeline-stage').click();
  await asked;
  await expect(entries).toHaveText([/张伟把阶段改为「已成交」/]);
  await card.getByTestId('timeline-groups').click();
  await expect(card.getByTestId('timeline-entries')).toContainText('这里还没有动态');

  // What is written meanwhile is there, in what is shown.
  await card.getByTestId('timeline-follow_ups').click();
  await expect(entries).not.toHaveCount(0);
  const before = await entries.count();
  await client.writeNote('保养约在明年六月');
  await expect(entries).toHaveCount(before + 1);
  await entries.first().getByRole('button', { name: /^修改/ }).click();
  await card.getByTestId('timeline').getByTestId('edited-note').fill('保养约在明年五月');
  await card.getByTestId('timeline').getByTestId('save-edited').click();
  await expect(entries.first()).toContainText('保养约在明年五月');
});

journey('a long timeline is shown page by page, newest first, nothing twice', async ({ client }) => {
  journey.slow();
  const { card } = client;
  const entries = card.getByTestId('timeline-entries').locator('li');
  const notes = Array.from({ length: 21 }, (_, n) => `第 ${n + 1} 次回访`);
  await client.open();
  await client.chooseChat('wmZhouMing');
  await client.showsCardOf('wmZhouMing');
  for (const note of notes) await client.writeNote(note);

  await card.getByTestId('open-timeline').click();
  await expect(entries).toHaveCount(20);
  await card.getByTestId('timeline-more').click();
  await expect(entries.nth(20)).toBeVisible();
  await card.getByTestId('timeline-follow_ups').click();
  await expect(entries).toHaveCount(20);
  await card.getByTestId('timeline-more').click();
  await expect(card.getByTestId('timeline-more')).toHaveCount(0);
  await expect(entries.filter({ hasText: '次回访' })).toContainText(notes.toReversed());
});

for (const [chat, phones] of [
  ['wmLinXiaoyu', true],
  ['wmHuangLi', true],
  ['woChenYu', false],
] as const) {
  journey(
    `who it is and what is next are seen at 375 × 640 without scrolling: ${chat}`,
    async ({ client, page }) => {
      const { card } = client;
      // What the client has around the page.
      await page.setViewportSize({ width: 1280, height: 722 });
      await client.open();
      await page.getByTestId('width').selectOption('375');
      await client.chooseChat(chat);
      await client.showsCardOf(chat);
      const tabs = client.sidebar.getByRole('navigation');
      await expect(card.getByTestId('stage-field')).toBeVisible();
      const frame = client.sidebarFrame();
      const [width, height, scrolled] = await frame.evaluate(() => [innerWidth, innerHeight, scrollY]);
      expect(width).toBeLessThanOrEqual(375);
      expect([height, scrolled]).toEqual([640, 0]);

      const top = (await tabs.boundingBox())?.y ?? 0;
      const seen = [
        client.title,
        client.name,
        card.getByTestId('contact'),
        card.getByTestId('stage-field'),
        card.getByTestId('crm-field-level'),
        card.getByTestId('crm-field-owner'),
        card.getByTestId('tags').locator('.tag').first(),
        ...(phones ? [card.getByTestId('reveal-phones')] : []),
      ];
      for (const one of seen) {
        const box = await one.boundingBox();
        expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThanOrEqual(top);
      }
    },
  );
}
