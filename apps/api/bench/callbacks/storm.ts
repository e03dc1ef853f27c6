import { setTimeout as wait } from 'node:timers/promises';
import { Doings } from './doings.js';
import type { Ground } from './ground.js';

const WAVES = 16;
const DOINGS = 150;
/** Between two doings, milliseconds. */
const REST_MS = 10;

export interface Storm {
  happenings: number;
  /** What has happened, once for each app that was told. */
  told: Told[];
  /** How often something was sent. */
  attempts: number;
  givenUp: number;
  kills: number;
  restarts: number;
}

export interface Told {
  agentId: number;
  message: string;
}

/**
 * People live on, and the platform tells of it as badly as it can: twice, late, in any order; meanwhile processes are killed
 * without warning and the database is restarted.
 */
export async function storm(ground: Ground, restartDatabase: () => Promise<void>): Promise<Storm> {
  const { simulator, processes } = ground;
  const { callbacks } = simulator;
  const doings = new Doings(ground);
  const told = new Map<string, Told>();
  let restarts = 0;
  for (let wave = 0; wave < WAVES; wave += 1) {
    const isHeld = wave % 2 === 1;
    callbacks.duplicate({ times: 1 + (wave % 3 === 0 ? 0 : 1), as: wave % 3 === 1 ? 'fresh' : 'identical' });
    if (isHeld) callbacks.hold();
    const victim = processes[wave % processes.length];
    const disturbed =
      wave % 5 === 3
        ? restartDatabase().then(() => (restarts += 1))
        : wait(DOINGS * REST_MS * Math.random())
            .then(() => victim?.kill())
            .then(() => victim?.start());
    for (let n = 0; n < DOINGS; n += 1) {
      simulator.happen(doings.next());
      await wait(REST_MS);
    }
    if (isHeld) callbacks.release('shuffled');
    await disturbed;
    await callbacks.settled();
    for (const { agentId, eventId, message } of callbacks.deliveries.splice(0))
      told.set(`${agentId} ${eventId}`, { agentId, message });
  }
  const { attempts, givenUp } = callbacks.counts;
  const kills = processes.reduce((sum, one) => sum + one.kills, 0);
  return { happenings: WAVES * DOINGS, told: [...told.values()], attempts, givenUp, kills, restarts };
}
