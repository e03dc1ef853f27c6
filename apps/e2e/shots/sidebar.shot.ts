import { fileURLToPath } from 'node:url';
import { expect, journey as shot } from '../support/journey.js';
import { sidebarUrl } from '../support/plights.js';

/** What the docs show. */
const images = fileURLToPath(new URL('../../../docs/images', import.meta.url));
/** Everything else there is to look at, kept out of git. */
const gallery = fileURLToPath(new URL('../../../.data/shots', import.meta.url));

shot('the demo', async ({ client, page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await client.open();
  await client.showsCardOf('wmLinXiaoyu');
  await client.showsPictures();
  await page.screenshot({ path: `${images}/demo.png` });
});

for (const width of ['375', '420'] as const) {
  for (const scheme of ['Light', 'Dark'] as const) {
    shot(`a browser outside WeCom at ${width} px, ${scheme}`, async ({ page }) => {
      const take = (name: string) =>
        page.screenshot({ path: `${gallery}/${name}-${width}-${scheme.toLowerCase()}.png` });
      await page.setViewportSize({ width: Number(width), height: 860 });
      await page.emulateMedia({ colorScheme: scheme === 'Dark' ? 'dark' : 'light' });
      await page.goto(`${sidebarUrl()}#customer=wmLinXiaoyu`);
      await page.getByRole('button').click();
      await page.getByTestId('scan-ZhangWei').click();
      await expect(page.getByTestId('customer-card')).toBeVisible();
      await page.getByTestId('note').fill('还没写完');
      await take('browser-card');
      await page.getByTestId('log-out').click();
      await expect(page.getByTestId('lost-by-leaving')).toBeVisible();
      await take('browser-logging-out');
      await page.getByTestId('note').fill('');
      await page.getByTestId('back').click();
      await expect(page.getByTestId('own-customers')).toContainText('林小雨');
      await take('browser-customers');
    });

    shot(`the sidebar at ${width} px, ${scheme}`, async ({ client, faults, page }) => {
      const frame = page.getByTestId('sidebar-frame');
      const take = (name: string) => {
        const folder = name === 'card' && width === '375' ? images : gallery;
        return frame.screenshot({ path: `${folder}/${name}-${width}-${scheme.toLowerCase()}.png` });
      };
      await page.setViewportSize({ width: 1280, height: 860 });
      await client.open();
      await page.getByTestId('width').selectOption(width);
      await page.getByTestId('scheme').selectOption(scheme);
      await expect(client.sidebar.locator('html')).toHaveAttribute('data-scheme', scheme.toLowerCase());

      for (const [name, chat] of [
        ['card', 'wmLinXiaoyu'],
        ['card-colleagues', 'wmCaoRui'],
        ['card-company', 'woChenYu'],
        ['card-long', 'wmLongName'],
        ['card-empty', 'wmZhouMing'],
      ] as const) {
        await client.chooseChat(chat);
        await client.showsCardOf(chat);
        await client.showsPictures();
        await take(name);
      }

      await client.chooseChat('wmHuangLi');
      await client.showsCardOf('wmHuangLi');
      await page.getByTestId('customer-deletes-member').click();
      await expect(client.card.getByTestId('customer-left')).toBeVisible();
      await take('card-customer-left');
      await page.getByTestId('customer-adds-member').click();
      await expect(client.card.getByTestId('customer-left')).toBeHidden();
      await client.chooseChat('wmLinXiaoyu');
      await client.showsCardOf('wmLinXiaoyu');
      await client.card.getByTestId('open-timeline').click();
      await expect(client.card.getByTestId('timeline-entries')).toContainText('订单');
      await client.card.getByTestId('timeline').evaluate((section) => section.scrollIntoView());
      await take('timeline');

      await client.chooseChat('woChenYu');
      await client.showsCardOf('woChenYu');
      await client.note.fill('投标文件周三前发出，先把十二家门店的水质报告整理好。');
      await take('note-typed');
      await page.route('**/follow-ups', (route) => route.abort('internetdisconnected'));
      await client.save.click();
      await expect(client.card.getByTestId('note-problem')).toBeVisible();
      await take('note-not-saved');
      await client.chooseChat('wmHuangLi');
      await client.showsCardOf('wmHuangLi');
      await take('note-unsaved-elsewhere');
      await page.getByTestId('account-wwspruce0a1b2c3d4e-WangQiang').click();
      await client.showsCardOf('woChenYu');
      await faults.moveChat(await client.webViewId(), 'wmLinXiaoyu');
      await client.reload();
      await client.showsCardOf('wmLinXiaoyu');
      await take('card-of-a-colleague');

      await faults.switchOn({
        kind: 'bridge',
        fault: { kind: 'result', name: 'getCurExternalContact', result: 'fail_no permission' },
      });
      await client.reload();
      await client.explains('NO_JSSDK_PERMISSION');
      await client.problem.locator('summary').click();
      await take('problem-details');
      await faults.clear();

      await page.route('**/api/customers/**', () => {});
      await client.chooseChat('wmLiuYang');
      await expect(client.sidebar.getByTestId('card-skeleton')).toBeVisible();
      await take('loading');
    });
  }
}
