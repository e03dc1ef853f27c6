import { fileURLToPath } from 'node:url';
import { expect, journey as shot } from '../support/journey.js';

const gallery = fileURLToPath(new URL('../../../.data/shots', import.meta.url));

for (const width of ['375', '420'] as const) {
  for (const scheme of ['Light', 'Dark'] as const) {
    shot(`follow-ups and the day at ${width} px, ${scheme}`, async ({ client, page }) => {
      const { card } = client;
      const frame = page.getByTestId('sidebar-frame');
      const take = (name: string) =>
        frame.screenshot({ path: `${gallery}/follow-ups-${name}-${width}-${scheme.toLowerCase()}.png` });
      await page.setViewportSize({ width: 1280, height: 860 });
      await client.open();
      await page.getByTestId('width').selectOption(width);
      await page.getByTestId('scheme').selectOption(scheme);
      await expect(client.sidebar.locator('html')).toHaveAttribute('data-scheme', scheme.toLowerCase());

      await client.sidebar.getByTestId('page-day').click();
      await expect(client.sidebar.getByTestId('my-day-overdue')).toBeVisible();
      await take('day');
      await client.sidebar.getByTestId('my-day-overdue').getByRole('button').first().click();
      await client.showsCardOf('wmXuJing');
      await client.showsPictures();
      await take('overdue');

      await client.chooseChat('wmQianFeng');
      await client.showsCardOf('wmQianFeng');
      await take('quiet');

      await client.chooseChat('wmLinXiaoyu');
      await client.showsCardOf('wmLinXiaoyu');
      await client.bringFocusTo('wmLinXiaoyu');
      await client.note.fill('家博会看过样机，婆婆满意，等周末量尺寸。');
      await card.getByRole('button', { name: '3天后' }).click();
      await card.getByTestId('note-stage').selectOption('proposal');
      await card.getByTestId('follow-ups').evaluate((section) => section.scrollIntoView());
      await take('writing');
      await page.route('**/follow-ups', (route) => route.abort('internetdisconnected'));
      await client.save.click();
      await expect(card.getByTestId('note-problem')).toBeVisible();
      await take('offline');
      await page.unroute('**/follow-ups');
      await page.context().setOffline(true);
      await page.context().setOffline(false);
      await expect(client.note).toHaveValue('');
      await expect(card.getByTestId('follow-ups')).toContainText('家博会看过样机');
      await take('saved');
      await card.getByTestId('follow-ups').getByText('修改', { exact: true }).first().click();
      await expect(card.getByTestId('edited-note')).toBeFocused();
      await take('editing');
      await card.getByTestId('cancel-edit').click();
      await card.getByTestId('follow-ups').getByText('删除', { exact: true }).first().click();
      await take('removing');
      await card.getByTestId('remove-sure').click();
      await expect(card.getByTestId('follow-ups')).not.toContainText('家博会看过样机');

      await card.getByTestId('open-timeline').click();
      await expect(card.getByTestId('timeline-entries')).toContainText('订单');
      await card.getByTestId('timeline').evaluate((section) => section.scrollIntoView());
      await take('timeline');
      await card.getByTestId('timeline-stage').click();
      await expect(card.getByTestId('timeline-entries')).not.toContainText('订单 ');
      await take('timeline-stage');
      await card.getByTestId('timeline-groups').click();
      await take('timeline-none');
    });
  }
}
