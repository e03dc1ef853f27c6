import { panelStates } from '../states/all-states.js';
import { axeFindsNothing } from '../support/axe.js';
import { journey } from '../support/journey.js';

/** Everything there is to look at, but for the explained screens: those are looked at where they are explained. */
journey.describe('accessible', () => {
  for (const { name, arrange, inBrowser } of panelStates) {
    journey(`to everybody: ${name}`, async ({ client, faults, page }) => {
      await arrange({ client, faults, page });

      await axeFindsNothing(page, inBrowser);
    });
  }
});
