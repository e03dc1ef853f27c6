import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import * as z from 'zod';
import { CacheModule } from '../src/cache/cache.module.js';
import { ConfigModule } from '../src/config/config.module.js';
import { createLogger } from '../src/platform/logger.js';
import { PlatformModule } from '../src/platform/platform.module.js';
import { WecomTransport, type WecomCall } from '../src/wecom/http/wecom-transport.js';
import { WecomModule } from '../src/wecom/index.js';
import { ManualClock } from './support/manual-clock.js';
import { RecordingPlatform, type Answer } from './support/recording-platform.js';
import { createStorage, type Storage } from './support/storage.js';
import { testConfig, testCorp, testTimings } from './support/config.js';

const app = { corpId: 'wwtest', agentId: 1 };
const clock = new ManualClock();
let platform: RecordingPlatform;
let storage: Storage;
let context: INestApplicationContext;
let transport: WecomTransport;
beforeEach(async () => {
  platform = new RecordingPlatform();
  platform.server.listen(0, '127.0.0.1');
  await once(platform.server, 'listening');
  const address = platform.server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  storage = await createStorage();
  const config = testConfig(`http://127.0.0.1:${port}`, {
    database: storage.database,
    cache: storage.cache,
    timings: { ...testTimings, callMs: 200, patienceMs: 500 },
    corps: [
      testCorp({
        corpId: 'wwtest',
        name: '测试',
        publicOrigin: 'https://crm.example.com',
        apps: [{ agentId: 1, name: '名片', secret: 'the-secret', callback: null }],
      }),
    ],
  });
  const imports = [
    ConfigModule.forRoot(config),
    PlatformModule.forRoot(clock, createLogger('silent')),
    CacheModule,
    WecomModule,
  ];
  context = await NestFactory.createApplicationContext({ module: class Root {}, imports }, { logger: false });
  transport = context.get(WecomTransport, { strict: false });
});
afterEach(async () => {
  await context.close();
  platform.server.closeAllConnections();
  platform.server.close();
  await storage.dispose();
});

const fineSchema = z.object({ fine: z.boolean() });
const call = (changes: Partial<WecomCall> = {}) =>
  transport.call({ method: 'GET', path: '/thing/get', app, ...changes }, fineSchema);

describe('a replay', () => {
  it('carries the new token alone, in the query and nowhere else', async () => {
    platform.answers = [{ json: { errcode: 42001 } }];

    await call({ query: { id: 'a&b=c' } });

    const queries = platform.calls.map(({ url }) => Object.fromEntries(url.searchParams));
    expect(queries).toEqual([
      { access_token: 'token-1', id: 'a&b=c' },
      { access_token: 'token-2', id: 'a&b=c' },
    ]);
    expect(platform.calls[1]?.url.searchParams.getAll('access_token')).toEqual(['token-2']);
  });

  it.each([40014, 42001])('after %i of a write sends the identical JSON', async (errcode) => {
    platform.answers = [{ json: { errcode } }];
    const body = { 名: '林小雨', list: [1, 2], nested: { emoji: '🐳', access_token: 'not one' } };

    await call({ method: 'POST', path: '/thing/update', body });

    const [first, second] = platform.calls;
    expect(JSON.parse(first?.body ?? '')).toEqual(body);
    expect(second).toMatchObject({ body: first?.body, type: first?.type, method: 'POST' });
  });

  it('sends the identical form with its file', async () => {
    platform.answers = [{ json: { errcode: 42001 } }];
    const body = new FormData();
    body.set('media', new Blob([Buffer.alloc(50_000, '图')]), '图.png');
    body.set('note', '备注');

    await call({ method: 'POST', path: '/media/upload', body });

    const [first, second] = platform.calls;
    expect(first?.type).toMatch(/^multipart\/form-data; boundary=/);
    expect(first?.body.length).toBeGreaterThan(10_000);
    expect(second).toMatchObject({ body: first?.body, type: first?.type });
  });

  it('happens once: a second refusal is an error with its errcode', async () => {
    platform.answers = [{ json: { errcode: 42001 } }, { json: { errcode: 40014 } }];

    await expect(call()).rejects.toMatchObject({ outcome: 'refresh', errcode: 40014 });

    expect(platform.calls).toHaveLength(2);
    expect(platform.fetchedTokens).toHaveLength(2);
  });

  it('happens once in a call, however many tries that has', async () => {
    platform.answers = [
      { json: { errcode: 42001 } },
      { json: { errcode: -1 } },
      { json: { errcode: 42001 } },
    ];

    await expect(call()).rejects.toMatchObject({ outcome: 'refresh', errcode: 42001 });

    expect(platform.calls).toHaveLength(3);
    expect(platform.fetchedTokens).toHaveLength(2);
  });

  it('is not set off by what stands in business data or in HTML', async () => {
    platform.answers = [
      { json: { errcode: 0, fine: true, note: '42001 and 40014', inner: { errcode: 42001 } } },
    ];
    await call();
    platform.answers = [{ html: 200 }];
    await call();

    expect(platform.fetchedTokens).toHaveLength(1);
  });
});

/** Answered in the end, after so many tries. */
const passing: [name: string, answers: Answer[], tries: number][] = [
  ['-1 twice', [{ json: { errcode: -1 } }, { json: { errcode: -1 } }], 3],
  ['6000', [{ json: { errcode: 6000 } }], 2],
  ['502 with HTML', [{ html: 502 }], 2],
  ['200 with HTML', [{ html: 200 }], 2],
  ['200 with an empty body', [{ body: '' }], 2],
  ['200 with a JSON text', [{ json: '42001' }], 2],
  ['a time-out', ['hang'], 2],
  ['a closed connection', ['drop', 'drop'], 3],
  ['an answer that trickles', ['trickle'], 2],
];

/** For good. */
const lasting: [name: string, answer: Answer, errcode: number | null][] = [
  ['-1', { json: { errcode: -1 } }, -1],
  ['6000', { json: { errcode: 6000 } }, 6000],
  ['502 with HTML', { html: 502 }, null],
  ['an empty body', { body: '' }, null],
  ['a time-out', 'hang', null],
];

it('a mistake of ours is no trouble of theirs', async () => {
  await expect(call({ app: { corpId: 'wwtest', agentId: 2 } })).rejects.toMatchObject({
    code: 'UNKNOWN_APP',
  });
  expect(platform.requests).toHaveLength(0);
});

describe('passing trouble', () => {
  it.each(passing)('%s, then fine: a read is answered', async (_name, answers, tries) => {
    platform.answers = [...answers];

    expect(await call()).toEqual({ fine: true });

    expect(platform.calls).toHaveLength(tries);
    expect(platform.fetchedTokens).toHaveLength(1);
  });

  it.each(lasting)('%s for good: three tries, and the errcode is kept', async (_name, answer, errcode) => {
    platform.answers = Array.from({ length: 10 }, () => answer);

    await expect(call()).rejects.toMatchObject({ name: 'WecomError', outcome: 'busy', errcode });

    expect(platform.calls).toHaveLength(3);
  });

  it.each(lasting)('%s: a write is not repeated', async (_name, answer, errcode) => {
    platform.answers = [answer];

    await expect(call({ method: 'POST', path: '/thing/add', body: {} })).rejects.toMatchObject({
      outcome: 'busy',
      errcode,
    });

    expect(platform.calls).toHaveLength(1);
  });

  it('a write that says it is idempotent is repeated, and a read that says it is not is not', async () => {
    platform.answers = ['hang', { json: { errcode: -1 } }];
    await call({ method: 'POST', path: '/thing/list', body: {}, idempotent: true });
    expect(platform.calls).toHaveLength(3);

    platform.answers = ['hang'];
    await expect(call({ idempotent: false })).rejects.toMatchObject({ outcome: 'busy' });
    expect(platform.calls).toHaveLength(4);
  });

  it('of gettoken has three tries as well, whatever the call is that waits for it', async () => {
    platform.tokensAreBusy = true;

    await expect(call()).rejects.toMatchObject({ outcome: 'busy', path: '/gettoken', errcode: -1 });

    expect(platform.requests).toHaveLength(3);
  });

  it.each([40001, 48002, 84061, 40058, 99901])('%i is no such trouble: one try', async (errcode) => {
    platform.answers = [{ json: { errcode } }];
    await expect(call()).rejects.toMatchObject({ errcode });
    expect(platform.calls).toHaveLength(1);
    expect(platform.fetchedTokens).toHaveLength(1);
  });
});

describe('limits', () => {
  it('45009 closes the gate of this corp and path, and says when it opens', async () => {
    platform.answers = [{ json: { errcode: 45009 } }];
    const until = clock.now() + 60_000;
    const closed = { outcome: 'throttled', until };
    await expect(call()).rejects.toMatchObject({ ...closed, errcode: 45009 });
    for (let knock = 0; knock < 10; knock += 1) await expect(call()).rejects.toMatchObject(closed);
    expect(platform.calls).toHaveLength(1);
    await call({ path: '/other/get' });

    clock.advance({ minutes: 1 });

    expect(await call()).toEqual({ fine: true });
  });

  it('45033 is tried again, writes too, with half as many at a time', async () => {
    platform.answers = [{ json: { errcode: 45033 } }, { json: { errcode: 45033 } }];

    await call({ method: 'POST', path: '/thing/get', body: {} });

    expect(platform.calls).toHaveLength(3);
    expect(await mostAtATime('/thing/get', 8)).toBe(8);
  });

  it.each([
    ['/thing/get', 16],
    ['/thing/list', 5],
    ['/thing/mark_tag', 5],
  ])('are kept before the platform has to say so: of %s no more than %i at a time', async (path, most) => {
    expect(await mostAtATime(path, most)).toBe(most);
  });

  it('nobody waits longer for a place than our patience, however many are before them', async () => {
    platform.answers = Array.from({ length: 16 }, () => 'hang');
    let leftInside = 16;
    const inside = Array.from({ length: 16 }, () =>
      call({ timeoutMs: 5_000, idempotent: false })
        .catch(() => null)
        .then(() => (leftInside -= 1)),
    );
    await eventually(() => platform.calls.length === 16);

    // Patience is half a second here; one after the other they would wait for ten, longer than those inside stay.
    const waiting = await Promise.allSettled(Array.from({ length: 20 }, () => call({ idempotent: false })));

    for (const ending of waiting) expect(ending).toMatchObject({ reason: { outcome: 'throttled' } });
    expect(leftInside).toBe(16);
    platform.server.closeAllConnections();
    await Promise.all(inside);
  });

  it('tickets are not asked for more than sixty times an hour', async () => {
    clock.advance({ seconds: 3_600 - ((clock.now() / 1000) % 3_600) });
    const ask = () => call({ path: '/ticket/get', query: { type: 'agent_config' } });
    for (let ticket = 0; ticket < 60; ticket += 1) await ask();

    await expect(ask()).rejects.toMatchObject({ outcome: 'throttled', until: clock.now() + 3_600_000 });
  });
});

/** Forty calls that get no answer: how many of them go out together? */
async function mostAtATime(path: string, expected: number): Promise<number> {
  platform.answers = Array.from({ length: 100 }, () => 'hang');
  const begun = platform.calls.length;
  const calls = Array.from({ length: 40 }, () => call({ path, idempotent: false }).catch(() => null));
  await eventually(() => platform.calls.length - begun >= expected);
  await new Promise((resolve) => setTimeout(resolve, 30));
  const most = platform.calls.length - begun;
  platform.answers = [];
  await Promise.all(calls);
  return most;
}

async function eventually(question: () => boolean): Promise<void> {
  for (let look = 0; look < 1_000 && !question(); look += 1)
    await new Promise((resolve) => setTimeout(resolve, 2));
}
