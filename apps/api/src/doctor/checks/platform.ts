import type { Clock } from '../../platform/clock.js';
import type { WecomSetup } from '../../wecom/index.js';
import { carryOut } from '../carry-out.js';
import { fine, server, type Finding } from '../finding.js';

/** The platform says its time in whole seconds, and an answer takes a while. */
const MOST_OFF_MS = 60_000;

/** Whether the platform can be reached, and whether our clock says what its says: signatures and callbacks carry the time. */
export async function platformFindings(setup: WecomSetup, clock: Clock): Promise<Finding[]> {
  const theirs = await setup.now();
  const offMs = theirs === null ? 0 : clock.now() - theirs;
  return carryOut(server, [
    { step: 'platform', needs: [], run: () => (theirs === null ? { code: 'platform_no_answer' } : fine) },
    {
      step: 'clock',
      needs: ['platform'],
      run: () =>
        Math.abs(offMs) > MOST_OFF_MS
          ? { code: 'clock_off', facts: { seconds: String(Math.round(offMs / 1000)) } }
          : fine,
    },
  ]);
}
