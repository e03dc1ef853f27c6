import { expect, journey } from '../support/journey.js';
import { Keyboard } from '../support/keyboard.js';

journey(
  'all of it by keyboard: the focus is seen at every step, and never lost',
  async ({ client, page }) => {
    const keys = new Keyboard(page, () => client.sidebarFrame());
    const { card, sidebar } = client;
    await client.open();
    await client.chooseChat('wmXuJing');
    await client.showsCardOf('wmXuJing');
    await client.focusOn('wmXuJing');

    // The phone, which is then a link to be called.
    await keys.goTo(card.getByTestId('reveal-phones'));
    await keys.press('Enter');
    await expect(card.getByRole('link', { name: '13600040004' })).toBeFocused();

    const stage = card.getByTestId('stage-field');
    await keys.goTo(stage);
    const before = await stage.inputValue();
    const changed = page.waitForResponse('**/stage');
    const isLast = await stage.evaluate(
      (field) => field instanceof HTMLSelectElement && field.selectedIndex === field.length - 1,
    );
    await keys.press(isLast ? 'ArrowUp' : 'ArrowDown');
    expect((await changed).status()).toBe(204);
    await expect(stage).toBeEnabled();
    await expect(stage).not.toHaveValue(before);
    await expect(stage).toBeFocused();

    await keys.goTo(client.note);
    await page.keyboard.type('只用键盘写的跟进');
    await keys.goTo(client.save);
    await keys.press('Enter');
    await expect(card.getByTestId('follow-ups')).toContainText('只用键盘写的跟进');
    await keys.isHeld();

    const fold = card.getByRole('button', { name: '最近跟进' });
    await keys.goTo(fold, { back: true });
    await keys.press('Enter');
    await expect(fold).toHaveAttribute('aria-expanded', 'false');
    await expect(fold).toBeFocused();
    await keys.press('Enter');
    await expect(fold).toHaveAttribute('aria-expanded', 'true');

    await keys.goTo(card.getByTestId('arrange'));
    await keys.press('Enter');
    const down = card.getByRole('button', { name: '下移「最近跟进」' });
    await keys.goTo(down, { back: true });
    await keys.press('Enter');
    await expect(card.locator('section h2').first()).not.toHaveText('最近跟进');
    await expect(down).toBeFocused();
    await keys.goTo(card.getByRole('button', { name: '上移「最近跟进」' }), { back: true });
    await keys.press('Enter');
    await expect(card.locator('section h2').first()).toHaveText('最近跟进');
    await expect(down).toBeFocused();
    await keys.goTo(card.getByTestId('arrange'));
    await keys.press('Enter');

    // What Find is for is at hand when it opens.
    await keys.goTo(sidebar.getByTestId('page-find'));
    await keys.press('Enter');
    await expect(sidebar.getByTestId('sought')).toBeFocused();
    await expect(sidebar.getByTestId('customer-wmLinXiaoyu')).toBeVisible();
    await page.keyboard.type('hl');
    await expect(sidebar.getByTestId('customer-wmLinXiaoyu')).toHaveCount(0);
    await expect(sidebar.getByTestId('customer-wmHuangLi')).toBeVisible();
    await keys.goTo(sidebar.getByTestId('customer-wmHuangLi'));
    await keys.press('Enter');
    await client.showsCardOf('wmHuangLi');
    await keys.isHeld();

    await keys.goTo(sidebar.getByTestId('back-to-chat'));
    await keys.press('Enter');
    await client.showsCardOf('wmXuJing');
    await keys.isHeld();
  },
);

journey('Tab goes through the card from top to bottom', async ({ client, page }) => {
  const keys = new Keyboard(page, () => client.sidebarFrame());
  await client.open();
  await client.showsCardOf('wmLinXiaoyu');
  await expect(client.card.getByTestId('timeline')).toBeVisible();
  await client.focusOn('wmLinXiaoyu');

  const stops = await keys.goTo(client.card.getByTestId('arrange'));

  expect(stops.length).toBeGreaterThan(5);
  expect(stops.map(({ top }) => top)).toEqual(
    stops.map(({ top }) => top).toSorted((one, other) => one - other),
  );
});
