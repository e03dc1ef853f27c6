import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { askOps } from './support/ask-ops.js';
import { routesOf } from './support/routes.js';
import { startSystem, type System } from './support/system.js';
import { begonias, loggedIn, sprucesSales, type WebView } from './support/web-view.js';

let system: System;
let zhangWei: WebView;
beforeAll(async () => {
  system = await startSystem();
  zhangWei = await loggedIn(system);
  await loggedIn(system, 'ZhangWei', begonias);
  await zhangWei.bootstrap();
  await zhangWei.card('wmLinXiaoyu');
});
afterAll(() => system.close());
beforeEach(() => system.simulator.faults.clear());

const ask = (path: string, token?: string) => askOps(system, path, token);

interface Health {
  kind: string;
  corpId: string;
  agentId: number | null;
  state: string;
  until: string | null;
}
const credentials = async (): Promise<Health[]> => JSON.parse((await ask('/health/credentials')).text);
const tokenOf = async ({ corpId, agentId }: typeof sprucesSales) =>
  (await credentials()).find(
    (health) => health.kind === 'access_token' && health.corpId === corpId && health.agentId === agentId,
  );

const forOps = ['/health/config', '/health/credentials', '/health/sync', '/metrics'];

describe('the internal port', () => {
  it('has these routes, of which the public port has but two', () => {
    const internal = ['/health/live', '/health/ready', ...forOps].map((path) => `GET ${path}`);
    expect(routesOf(system.ops)).toEqual(internal.toSorted());
    expect(routesOf(system).filter((route) => internal.includes(route))).toEqual([
      'GET /health/live',
      'GET /health/ready',
    ]);
  });

  it('says to anybody how healthy the process is, and what it waits for', async () => {
    expect(await ask('/health/live', '')).toEqual({ status: 200, text: '{"status":"ok"}' });
    expect(await ask('/health/ready', '')).toEqual({ status: 200, text: '{"status":"ok"}' });
    const query = jest.spyOn(system.database, 'query').mockRejectedValue(new Error('ECONNREFUSED'));
    try {
      const { status, text } = await ask('/health/ready', '');
      expect([status, JSON.parse(text).details]).toEqual([503, { waitingFor: ['database'] }]);
      const metrics = (await ask('/metrics')).text;
      expect(metrics).toContain('sidecard_waiting_for{what="database"} 1\n');
      expect(metrics).toContain('sidecard_waiting_for{what="cache"} 0\n');
    } finally {
      query.mockRestore();
    }
  });

  it('is no door to the API', async () => {
    expect((await ask('/api/bootstrap')).status).toBe(404);
  });
});

describe.each(forOps)('%s', (path) => {
  it('is there for whoever shows the token of ops, and for nobody else', async () => {
    expect((await ask(path)).status).toBe(200);
    for (const token of ['', 'wrong', `${system.config.ops?.token}x`]) {
      const { status, text } = await ask(path, token);
      expect([status, JSON.parse(text).code]).toEqual([404, 'ROUTE_NOT_FOUND']);
    }
  });

  it('shows no token, ticket, secret or person', async () => {
    const { text } = await ask(path);
    for (const said of [...system.simulator.everythingSecret(), 'zhangwei', 'wmLinXiaoyu', '张伟'])
      expect(text).not.toContain(said);
  });
});

describe('the health of credentials', () => {
  it('names each with its corp and its app, and how long it is good', async () => {
    const all = await credentials();
    expect(all.map(({ kind, corpId, agentId, state }) => ({ kind, corpId, agentId, state }))).toEqual(
      expect.arrayContaining([
        { kind: 'access_token', ...sprucesSales, state: 'fresh' },
        { kind: 'agent_ticket', ...sprucesSales, state: 'fresh' },
        { kind: 'corp_ticket', corpId: sprucesSales.corpId, agentId: null, state: 'fresh' },
        { kind: 'access_token', ...begonias, state: 'fresh' },
      ]),
    );
    const until = new Date((await tokenOf(sprucesSales))?.until ?? '').getTime();
    expect(until - system.clock.now()).toBe((7_200 - 60) * 1000);
  });

  it('says that one will be renewed, and that one is stuck or paused and until when', async () => {
    system.clock.advance({ minutes: 103 });
    expect(await tokenOf(sprucesSales)).toMatchObject({ state: 'soft' });

    system.simulator.faults.nextCalls('/externalcontact/get', { kind: 'errcode', errcode: 42001 }, 10);
    await zhangWei.card('wmXuJing');
    expect(await tokenOf(sprucesSales)).toMatchObject({
      state: 'stuck',
      until: new Date(system.clock.now() + 5_000).toISOString(),
    });

    system.simulator.faults.clear();
    system.clock.advance({ hours: 2 });
    system.simulator.faults.nextCalls('/gettoken', { kind: 'errcode', errcode: 40001 });
    await zhangWei.card('wmXuJing');
    expect(await tokenOf(sprucesSales)).toMatchObject({
      state: 'negative',
      until: new Date(system.clock.now() + 60_000).toISOString(),
    });
    const states = `sidecard_credential_state{corp="${sprucesSales.corpId}",agent="${sprucesSales.agentId}",kind="access_token"`;
    const { text } = await ask('/metrics');
    expect(text.split('\n').filter((line) => line.startsWith(states))).toEqual([
      `${states},state="negative"} 1`,
    ]);
    system.clock.advance({ minutes: 1 });
    expect((await zhangWei.card('wmXuJing')).body.upToDate).toBe(true);
  });
});

describe('the metrics', () => {
  it('count calls by path and outcome, refreshes by reason, and reads by hit and miss', async () => {
    system.simulator.faults.killToken(sprucesSales.corpId, sprucesSales.agentId, 42001);
    await zhangWei.card('wmHuangLi');
    system.simulator.faults.nextCalls('/externalcontact/get', { kind: 'errcode', errcode: 45009 });
    await zhangWei.card('wmCaoRui');

    const { text } = await ask('/metrics');
    const corp = `corp="${sprucesSales.corpId}"`;
    for (const line of [
      `sidecard_wecom_calls_total{${corp},path="/externalcontact/get",outcome="ok"}`,
      `sidecard_wecom_calls_total{${corp},path="/externalcontact/get",outcome="throttled"} 1`,
      `sidecard_wecom_gate_closings_total{${corp},path="/externalcontact/get"} 1`,
      `sidecard_credential_refreshes_total{kind="access_token",${corp},reason="cold"}`,
      `sidecard_credential_refreshes_total{kind="access_token",${corp},reason="rejected"}`,
      `sidecard_credential_reads{${corp},kind="access_token",result="hit"}`,
      `sidecard_credential_reads{${corp},kind="access_token",result="miss"}`,
      'sidecard_credential_lock_wait_seconds_count{kind="access_token"}',
      'sidecard_wecom_call_seconds_bucket{le="0.1",path="/externalcontact/get"}',
    ]) {
      expect(text).toContain(line);
    }
  });
});
