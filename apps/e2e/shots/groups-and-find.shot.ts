import { fileURLToPath } from 'node:url';
import { expect, journey as shot } from '../support/journey.js';

const gallery = fileURLToPath(new URL('../../../.data/shots', import.meta.url));

for (const width of ['375', '420'] as const) {
  for (const scheme of ['Light', 'Dark'] as const) {
    shot(`groups and whom one finds at ${width} px, ${scheme}`, async ({ client, page }) => {
      const take = (name: string) =>
        page
          .getByTestId('sidebar-frame')
          .screenshot({ path: `${gallery}/${name}-${width}-${scheme.toLowerCase()}.png` });
      await page.setViewportSize({ width: 1280, height: 860 });
      await client.open();
      await page.getByTestId('width').selectOption(width);
      await page.getByTestId('scheme').selectOption(scheme);
      await expect(client.sidebar.locator('html')).toHaveAttribute('data-scheme', scheme.toLowerCase());

      await client.chooseChat('wrSpruceCareClub');
      const group = client.sidebar.getByTestId('group-chat');
      await expect(group).toBeVisible();
      await take('group');
      await group.getByTestId('guest-wmHuangLi').click();
      await client.showsCardOf('wmHuangLi');
      await take('group-customer');
      await client.card.getByTestId('arrange').click();
      await take('panels-arranging');
      await client.card.getByTestId('arrange').click();

      await client.sidebar.getByTestId('page-find').click();
      await expect(client.sidebar.getByTestId('customer-wmLinXiaoyu')).toBeVisible();
      await take('find');
      await client.sidebar.getByTestId('sought').fill('hl');
      await expect(client.sidebar.getByTestId('customer-wmLinXiaoyu')).toHaveCount(0);
      await take('find-typed');
      await client.sidebar.getByTestId('sought').fill('没有这个人');
      await expect(client.sidebar.getByTestId('own-customers')).toContainText('没有找到');
      await take('find-nobody');
    });
  }
}
