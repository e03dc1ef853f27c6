import { fileURLToPath } from 'node:url';
import { journey as shot } from '../support/journey.js';

/** What the README begins with. */
const images = fileURLToPath(new URL('../../../docs/images', import.meta.url));

shot('the demo', async ({ client, page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await client.open();
  await client.showsCardOf('wmLinXiaoyu');
  await client.showsPictures();
  await page.screenshot({ path: `${images}/demo.png` });
});
