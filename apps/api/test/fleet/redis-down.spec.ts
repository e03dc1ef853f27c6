import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { apiPaths } from '@sidecard/contracts';
import { startSystem, type System } from '../support/system.js';
import { loggedIn, WebView, type WebView as LoggedIn } from '../support/web-view.js';
import { PrivateRedis } from './unreliable-redis.js';

/** What members and monitors see of a Redis that goes away and comes back. */
let redis: PrivateRedis;
let system: System;
let zhangWei: LoggedIn;
beforeAll(async () => {
  redis = await PrivateRedis.start();
  system = await startSystem({ redisUrl: redis.url });
  zhangWei = await loggedIn(system);
  await zhangWei.card('wmLinXiaoyu');
});
afterAll(async () => {
  await system.close();
  await redis.kill();
});

const ready = () => zhangWei.request('/health/ready');
const notReady = { status: 503, body: { code: 'NOT_READY', details: { waitingFor: ['cache'] } } };

describe('while Redis hangs', () => {
  it('nobody waits for it, and nobody is taken for somebody who has never logged in', async () => {
    redis.freeze();
    try {
      for (let ask = 0; ask < 4; ask += 1) expect(await zhangWei.card('wmLinXiaoyu')).toMatchObject(notReady);
      expect(await ready()).toMatchObject(notReady);
    } finally {
      redis.thaw();
    }
    await eventually(async () => (await ready()).status === 200);
    expect((await zhangWei.card('wmLinXiaoyu')).status).toBe(200);
  });
});

describe('a Redis that only reads', () => {
  it('is said to be the trouble, not the login', async () => {
    const readOnly = await PrivateRedis.readOnly();
    const behind = await startSystem({ redisUrl: readOnly.url });
    try {
      const start = await new WebView(behind, zhangWei.app, 'LiNa').request(
        apiPaths.loginStart(zhangWei.mark, '/s/wwspruce0a1b2c3d4e/1000002'),
      );
      expect(start).toMatchObject(notReady);
    } finally {
      await behind.close();
      await readOnly.kill();
    }
  });
});

describe('while Redis is down', () => {
  it('nobody is sent through the login again: that would fail as well', async () => {
    await redis.kill();
    await eventually(async () => (await ready()).status === 503);

    expect(await ready()).toMatchObject(notReady);
    expect(await zhangWei.card('wmLinXiaoyu')).toMatchObject(notReady);
    expect(await zhangWei.bootstrap()).toMatchObject(notReady);
    const newcomer = new WebView(system, zhangWei.app, 'LiNa');
    expect(await newcomer.beginLogin()).toBe('');
    expect((await zhangWei.request('/health/live')).status).toBe(200);
  });

  it('and once it is back, everything works again without a restart', async () => {
    await redis.start();
    await eventually(async () => (await ready()).status === 200);

    // This Redis keeps nothing: the session is gone with it, and the page proves itself again.
    expect((await zhangWei.card('wmLinXiaoyu')).body.code).toBe('SESSION_CHANGED');
    expect((await zhangWei.login()).status).toBe(302);
    expect((await zhangWei.card('wmLinXiaoyu')).status).toBe(200);
  });
});

async function eventually(question: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < 500; look += 1) {
    if (await question()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('that never happened');
}
