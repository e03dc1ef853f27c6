import { fileURLToPath } from 'node:url';
import { expect, journey as shot } from '../support/journey.js';

const gallery = fileURLToPath(new URL('../../../.data/shots', import.meta.url));

for (const width of ['375', '420'] as const) {
  for (const scheme of ['Light', 'Dark'] as const) {
    shot(`scripts at ${width} px, ${scheme}`, async ({ client, page, faults }) => {
      const { sidebar } = client;
      const take = (name: string) =>
        page
          .getByTestId('sidebar-frame')
          .screenshot({ path: `${gallery}/scripts-${name}-${width}-${scheme.toLowerCase()}.png` });
      await page.setViewportSize({ width: 1280, height: 860 });
      await client.open();
      await page.getByTestId('width').selectOption(width);
      await page.getByTestId('scheme').selectOption(scheme);
      await expect(sidebar.locator('html')).toHaveAttribute('data-scheme', scheme.toLowerCase());
      await client.showsCardOf('wmLinXiaoyu');

      await sidebar.getByTestId('page-scripts').click();
      const withImage = sidebar.getByTestId('script').filter({ hasText: '净水前后对比' });
      await expect(withImage).toBeVisible();
      await take('list');
      await withImage.click();
      await expect(sidebar.getByTestId('script-part').locator('img')).toBeVisible();
      await take('preview');
      const fault = { kind: 'result', name: 'sendChatMessage', result: 'cancel', after: 2 };
      await faults.switchOn({ kind: 'bridge', fault });
      await sidebar.getByTestId('send-script').click();
      await expect(sidebar.getByTestId('part-state').last()).toHaveText('已取消');
      await take('cancelled');
      if (width === '420' && scheme === 'Light')
        await page.screenshot({ path: `${gallery}/scripts-in-client.png` });
      await sidebar.getByTestId('all-scripts').click();
      await sidebar.getByTestId('script').filter({ hasText: '预约上门' }).click();
      await expect(sidebar.getByTestId('missing')).toBeVisible();
      await take('missing');
      await sidebar.getByTestId('all-scripts').click();
      await sidebar.getByTestId('library-own').click();
      await expect(sidebar.getByTestId('script').filter({ hasText: '周末到店邀约' })).toBeVisible();
      await sidebar.getByTestId('new-script').click();
      await sidebar.getByTestId('add-link').click();
      await take('form');
      await sidebar.getByTestId('leave-form').click();
      await take('draft');
      await sidebar.getByTestId('script-sought').fill('没有这条');
      await expect(sidebar.getByTestId('scripts')).toContainText('没有找到');
      await take('nothing-found');
    });
  }
}
