import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSystem, type System } from './support/system.js';

/** What a web server in front of the API says, or somebody who pretends to be one. */
let trusting: System;
let wary: System;
beforeAll(async () => {
  trusting = await startSystem();
  wary = await startSystem({
    configure: ({ server }) => {
      server.trustedProxies = ['10.1.2.3'];
    },
  });
});
afterAll(async () => {
  await trusting.close();
  await wary.close();
});

const ask = (system: System, headers: Record<string, string>) =>
  fetch(`${system.apiUrl}/health/live`, { headers });
const warnings = ({ logs }: System) => logs.filter((line) => line.includes('TRUSTED_PROXIES'));

describe('X-Forwarded-For', () => {
  it('of a proxy that is not trusted is warned of once, without what it says', async () => {
    await ask(wary, {});
    expect(warnings(wary)).toEqual([]);

    for (const address of ['203.0.113.77', '203.0.113.78, 198.51.100.9', 'nonsense'])
      await ask(wary, { 'x-forwarded-for': address });

    expect(warnings(wary)).toHaveLength(1);
    expect(warnings(wary)[0]).toContain('"level":40');
    expect(wary.logs.join('')).not.toMatch(/203\.0\.113|198\.51\.100|nonsense/);
  });

  it('of one that is trusted is not', async () => {
    await ask(trusting, { 'x-forwarded-for': '203.0.113.77' });

    expect(warnings(trusting)).toEqual([]);
  });
});

describe('a request id', () => {
  const idFor = async (given: string) =>
    (await ask(trusting, { 'x-request-id': given })).headers.get('x-request-id');

  it.each(['4f1c2d3e', 'a'.repeat(64), '0d6e9c1a-7f2b-4c58-9f0e-3b1a5c7d9e24', 'nginx_1-2'])(
    'that is harmless is taken over: %s',
    async (given) => {
      expect(await idFor(given)).toBe(given);
      expect(trusting.logs.at(-1)).toContain(`"requestId":"${given}"`);
    },
  );

  it.each([
    'short',
    'a'.repeat(65),
    'has spaces in it',
    '"},{"level":"30',
    '<script>alert(1)</script>',
    '13800010001;drop',
    'émile-émile',
    '',
  ])('that is not is replaced: "%s"', async (given) => {
    expect(await idFor(given)).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    if (given) expect(trusting.logs.join('')).not.toContain(JSON.stringify(given).slice(1, -1));
  });
});
