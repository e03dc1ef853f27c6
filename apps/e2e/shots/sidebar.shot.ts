import { fileURLToPath } from 'node:url';
import { expect, journey as shot } from '../support/journey.js';

/** What the docs show. */
const images = fileURLToPath(new URL('../../../docs/images', import.meta.url));
/** Everything else there is to look at, kept out of git. */
const gallery = fileURLToPath(new URL('../../../.data/shots', import.meta.url));

shot('the demo', async ({ client, page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await client.open();
  await client.showsCardOf('wmLinXiaoyu');
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: `${images}/demo.png` });
});

for (const width of ['375', '420'] as const) {
  for (const scheme of ['Light', 'Dark'] as const) {
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
        await page.waitForLoadState('networkidle');
        await take(name);
      }

      await client.chooseChat('wrSpruceRiverside');
      await client.explains('GROUP_CHAT');
      await take('problem-group');

      await faults.switchOn({
        kind: 'bridge',
        fault: { kind: 'result', name: 'getCurExternalContact', result: 'fail_no permission' },
      });
      await client.chooseChat('wmHuangLi');
      await client.explains('NO_JSSDK_PERMISSION');
      await client.problem.locator('summary').click();
      await take('problem-permission');
      await faults.clear();

      await page.route('**/api/customers/**', () => {});
      await client.chooseChat('wmXuJing');
      await expect(client.sidebar.getByTestId('card-skeleton')).toBeVisible();
      await take('loading');
    });
  }
}
