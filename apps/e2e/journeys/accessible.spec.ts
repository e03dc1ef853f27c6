import { panelStates } from '../states/all-states.js';
import { axeFindsNothing } from '../support/axe.js';
import { expect, journey } from '../support/journey.js';
import { frameOf } from '../support/scheme.js';
import { tooSmallToTouch } from '../support/touch.js';

/** Everything there is to look at, but for the explained screens: those are looked at where they are explained. */
journey.describe('accessible', () => {
  // As on the phone, where what is pressed is larger.
  journey.use({ hasTouch: true, isMobile: true });

  for (const { name, arrange, inBrowser } of panelStates) {
    journey(`to everybody: ${name}`, async ({ client, faults, page }) => {
      await arrange({ client, faults, page });

      await axeFindsNothing(page, inBrowser);
      expect(await tooSmallToTouch(frameOf(page, inBrowser))).toEqual([]);
    });
  }
});
