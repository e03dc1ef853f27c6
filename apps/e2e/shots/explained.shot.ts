import { fileURLToPath } from 'node:url';
import { expect, journey as shot } from '../support/journey.js';
import { plights, screenOf } from '../support/plights.js';

/** One picture of every explained screen, for docs/explained-screens.md. */
const images = fileURLToPath(new URL('../../../docs/images/explained', import.meta.url));

for (const plight of plights) {
  shot(`the screen of ${plight.code}`, async ({ client, faults, page }) => {
    await page.setViewportSize(plight.inBrowser ? { width: 375, height: 520 } : { width: 1280, height: 600 });
    const scene = { client, faults, page };
    await plight.arrange(scene);
    const screen = screenOf(plight, scene);
    await expect(screen).toHaveAttribute('data-code', plight.code);
    await page.mouse.move(0, 0);
    await screen.screenshot({ path: `${images}/${plight.code}.png` });
  });
}
