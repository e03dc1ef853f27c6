import { expect, journey } from '../support/journey.js';

journey('panels stay as a member has left them: ordered and folded by keyboard', async ({ client }) => {
  await client.open();
  await client.showsCardOf('wmLinXiaoyu');
  const titles = client.card.locator('section h2');
  const first = titles.first();
  await expect(first).toHaveText('最近跟进');

  await client.card.getByTestId('arrange').press('Enter');
  const up = client.card.getByRole('button', { name: '上移「动态」' });
  const panels = await titles.count();
  await up.focus();
  // The button stays under the finger until the panel is on top.
  for (let moves = 1; moves < panels; moves += 1) await client.page.keyboard.press('Enter');
  await expect(first).toHaveText('动态');
  await expect(up).toHaveCount(0);
  await client.card.getByTestId('arrange').press('Enter');

  const fold = client.card.getByRole('button', { name: '最近跟进' });
  await fold.press('Enter');
  await expect(fold).toHaveAttribute('aria-expanded', 'false');
  await expect(client.note).toHaveCount(0);

  await client.chooseChat('wmHuangLi');
  await client.showsCardOf('wmHuangLi');
  await expect(first).toHaveText('动态');
  await expect(fold).toHaveAttribute('aria-expanded', 'false');

  // Another web view knows nothing but what the server tells.
  const saved = client.page.waitForResponse('**/api/card-layout');
  await fold.press('Enter');
  expect((await saved).status()).toBe(204);
  await client.page.reload();
  await client.showsCardOf('wmLinXiaoyu');
  await expect(first).toHaveText('动态');
  await expect(fold).toHaveAttribute('aria-expanded', 'true');

  await client.card.getByTestId('arrange').click();
  const down = client.card.getByRole('button', { name: '下移「动态」' });
  for (let moves = 1; moves < panels; moves += 1) await down.click();
  await expect(titles.last()).toHaveText('动态');
});
