import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { allStates } from '../states/all-states.js';
import { showIn } from '../support/scheme.js';
import { journey as shot } from '../support/journey.js';
import { toWebp } from '../support/webp.js';

/** What the README shows. */
const images = fileURLToPath(new URL('../../../docs/images/panels', import.meta.url));
/** Everything there is to look at, kept out of git. */
const gallery = fileURLToPath(new URL('../../../.data/shots', import.meta.url));

const widths = [320, 375, 480] as const;
const schemes = ['light', 'dark'] as const;
const shown = new Set([
  'card-375-light',
  'card-480-dark',
  'crm-lists-375-light',
  'crm-several-375-light',
  'note-typed-375-dark',
  'timeline-375-light',
  'panels-arranging-375-light',
  'group-375-light',
  'find-375-light',
  'edits-tags-375-light',
  'my-day-375-light',
  'scripts-preview-375-light',
  'scripts-320-dark',
]);

for (const { name, arrange, inBrowser = false } of allStates) {
  shot(`everywhere: ${name}`, async ({ client, context, faults, page }) => {
    shot.slow();
    await page.setViewportSize(inBrowser ? { width: 375, height: 760 } : { width: 1280, height: 860 });
    await arrange({ client, faults, page });
    await page.mouse.move(0, 0);

    for (const width of widths) {
      if (inBrowser) await page.setViewportSize({ width, height: 760 });
      else await page.getByTestId('width').selectOption(String(width));
      for (const scheme of schemes) {
        await showIn(scheme, page, inBrowser);
        const picture = `${name}-${width}-${scheme}`;
        const png = await (inBrowser ? page : page.getByTestId('sidebar-frame')).screenshot({
          path: `${gallery}/${picture}.png`,
        });
        if (!shown.has(picture)) continue;
        await mkdir(images, { recursive: true });
        await writeFile(`${images}/${picture}.webp`, await toWebp(context, png));
      }
    }
  });
}
