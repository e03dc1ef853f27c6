import { createSimulator, type Simulator } from '../src/create-simulator.js';
import type { Happening } from '../src/happenings/happen.js';
import { getApp, getCorp } from '../src/world/world.js';
import { CallbackReceiver } from './callback-receiver.js';
import { ManualClock } from './manual-clock.js';

export const corpId = 'wwspruce0a1b2c3d4e';

/** A simulator whose apps of 云杉净水 are both called back, each at its own receiver. */
export interface CalledBack {
  clock: ManualClock;
  simulator: Simulator;
  /** Sees everybody. */
  sales: CallbackReceiver;
  /** Sees WangQiang and ZhaoMin only. */
  service: CallbackReceiver;
  /** Something happens, and everybody has been told. */
  happens(happening: Happening): Promise<string>;
  close(): Promise<void>;
}

export async function startCalledBack(seed = 1): Promise<CalledBack> {
  const clock = new ManualClock();
  const [simulator, sales, service] = await Promise.all([
    createSimulator({ clock, seed }),
    CallbackReceiver.start(),
    CallbackReceiver.start(),
  ]);
  const corp = getCorp(simulator.world, corpId);
  getApp(corp, 1000002).callback = sales.settings;
  getApp(corp, 1000003).callback = service.settings;
  // What happens one after the other arrives one after the other.
  simulator.callbacks.manners.parallel = 1;
  return {
    clock,
    simulator,
    sales,
    service,
    happens: async (happening) => {
      const id = simulator.happen(happening);
      await simulator.callbacks.settled();
      return id;
    },
    close: async () => {
      await simulator.close();
      await Promise.all([sales.close(), service.close()]);
    },
  };
}
