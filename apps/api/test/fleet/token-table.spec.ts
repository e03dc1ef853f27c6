import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Ground } from './ground.js';
import { isMet } from './row.js';
import { rows } from './token-table.js';

/** Real processes take a while to start; nothing here waits for a clock but leases and Redis itself. */
jest.setTimeout(120_000);

let ground: Ground;
beforeAll(async () => {
  const { TEST_REDIS_URL } = process.env;
  if (!TEST_REDIS_URL) throw new Error('TEST_REDIS_URL is not set; `pnpm test` sets it');
  ground = await Ground.prepare(TEST_REDIS_URL);
});
afterAll(() => ground.close());

describe('tokens in eight processes', () => {
  it.each(rows)('$name', async (row) => {
    const measured = await row.run(ground);

    const missed = Object.entries(row.bars).filter(
      ([what, bar]) => !isMet(bar, measured[what] ?? Number.NaN),
    );
    expect({ measured, missed }).toEqual({ measured, missed: [] });
  });

  it('say nothing that is secret: not in any line, error, key, health state or metric', async () => {
    await ground.deploy();
    await ground.burst(1);
    const looks = await Promise.all(
      Array.from({ length: ground.fleet.size }, (_, index) => ground.fleet.tell(index, { kind: 'look' })),
    );
    const keys = await ground.keys();
    const said = [ground.fleet.printed, ...looks.map(({ seen }) => seen), ...keys.map(({ key }) => key)].join(
      '\n',
    );

    expect(ground.fleet.printed).toContain('fetching is paused');
    expect(looks[0]?.seen).toContain('sidecard_wecom_calls_total');
    expect(keys.length).toBeGreaterThan(5);
    const secrets = [...ground.simulator.everythingSecret(), 'a-secret-that-was-reset'];
    expect(secrets.length).toBeGreaterThan(20);
    expect(secrets.filter((secret) => said.includes(secret))).toEqual([]);
  });

  it('leave nothing in Redis for ever, and keep what one script touches on one node of a cluster', async () => {
    await ground.deploy();
    await ground.burst(1);
    const keys = await ground.keys();

    // -2: gone between the two questions.
    expect(keys.filter(({ ttlMs }) => ttlMs === -1)).toEqual([]);
    for (const { key } of keys) {
      expect(key).toMatch(
        /^\w+:(\{wecom:(access_token|agent_ticket|corp_ticket):ww\w+[^}]*\}:(value|lock|generation|trouble)|limits:\{ww\w+\}:.+)$/,
      );
    }
  });
});
