import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { apiPaths, WEB_VIEW_HEADER } from '@sidecard/contracts';
import type { AppConfig, CorpConfig } from '../src/config/app-config.js';
import { SetupError } from '../src/platform/errors/setup-error.js';
import { askOps } from './support/ask-ops.js';
import { declareAnew } from './support/declare-anew.js';
import { editedXml, letterTo, post } from './support/letters.js';
import { startSystem, type System } from './support/system.js';
import { begonias, loggedIn, sprucesSales, sprucesService, WebView } from './support/web-view.js';

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.close());

const corpOf = ({ corps }: AppConfig, { corpId } = sprucesSales): CorpConfig => {
  const corp = corps.find((candidate) => candidate.corpId === corpId);
  if (!corp) throw new Error(`there is no ${corpId}`);
  return corp;
};
const without = (config: AppConfig, agentId: number) => {
  const corp = corpOf(config);
  corp.apps = corp.apps.filter((app) => app.agentId !== agentId);
};
const health = async () => JSON.parse((await askOps(system, '/health/config')).text);
const refusedMetric = async () =>
  /^sidecard_config_refused (\d)$/m.exec((await askOps(system, '/metrics')).text)?.[1];

describe('an app that is no longer declared', () => {
  it('is told so wherever it asks, and finds its session when it is back; others notice nothing', async () => {
    const before = structuredClone(system.config.corps);
    const zhangWei = await loggedIn(system);
    const colleague = await loggedIn(system, 'LiNa', sprucesService);
    const live = await fetch(system.apiUrl + apiPaths.live('wmLinXiaoyu'), {
      headers: {
        cookie: await zhangWei.jar.getCookieString(system.origin),
        [WEB_VIEW_HEADER]: zhangWei.mark,
      },
    });
    expect(live.status).toBe(200);

    await declareAnew(system, (config) => without(config, sprucesSales.agentId));

    expect(await live.text()).toContain(': here');
    const gone = { status: 404, body: { code: 'UNKNOWN_APP' } };
    expect(await zhangWei.card('wmLinXiaoyu')).toMatchObject(gone);
    expect(await zhangWei.bootstrap()).toMatchObject(gone);
    expect((await post(letterTo(system, sprucesSales, editedXml(sprucesSales, now())))).status).toBe(403);
    expect((await colleague.bootstrap()).status).toBe(200);
    expect((await post(letterTo(system, begonias, editedXml(begonias, now())))).status).toBe(200);

    await declareAnew(system, (config) => Object.assign(config, { corps: before }));

    expect((await zhangWei.bootstrap()).body.member.name).toBe('张伟');
    expect((await post(letterTo(system, sprucesSales, editedXml(sprucesSales, now())))).status).toBe(200);
  });
});

describe('a corp that is declared while we run', () => {
  it('is served like any other', async () => {
    const all = structuredClone(system.config.corps);
    await declareAnew(system, (config) => {
      config.corps = config.corps.filter(({ corpId }) => corpId !== begonias.corpId);
    });
    const synced = async () =>
      JSON.parse((await askOps(system, '/health/sync')).text).map((app: { corpId: string }) => app.corpId);
    expect(await synced()).not.toContain(begonias.corpId);
    const stranger = new WebView(system, begonias, 'ZhangWei');
    expect((await stranger.ask(apiPaths.loginStart(stranger.mark, '/s'))).status).not.toBe(302);

    await declareAnew(system, (config) => Object.assign(config, { corps: all }));

    expect((await (await loggedIn(system, 'ZhangWei', begonias)).bootstrap()).status).toBe(200);
    expect(await synced()).toContain(begonias.corpId);
    expect((await askOps(system, '/metrics')).text).toContain(
      `sidecard_callbacks_dead{corp="${begonias.corpId}"} 0\n`,
    );
  });
});

describe('what has changed of a corp', () => {
  it('counts from then on: the stages', async () => {
    const zhangWei = await loggedIn(system);
    await declareAnew(system, (config) => {
      corpOf(config).stages = [{ id: 'ours', label: { zh: '我们的', en: 'Ours' } }];
    });

    const { body } = await zhangWei.card('wmLinXiaoyu');
    expect(body.stage.choices.map(({ id }) => id)).toEqual(['ours']);
  });

  it('counts from then on: a secret, also for tokens that are still good', async () => {
    const zhangWei = await loggedIn(system);
    const { apps } = corpOf(system.config);
    await declareAnew(system, (config) => {
      for (const app of corpOf(config).apps) app.secret = 'not-the-secret-of-this-app';
    });
    // What is older is asked for again.
    system.clock.advance({ seconds: 61 });
    await zhangWei.card('wmLinXiaoyu');
    expect((await askOps(system, '/health/credentials')).text).toContain('"state":"negative"');

    await declareAnew(system, (config) => {
      corpOf(config).apps = apps;
    });
    expect((await zhangWei.card('wmLinXiaoyu')).body.upToDate).toBe(true);
  });
});

describe('a set-up with flaws', () => {
  it('changes nothing, and shows in the log, in a metric and at the internal port', async () => {
    const FLAW = 'sidecard.yaml:7 corps[0].apps[0].secret: the environment variable S is empty or not there';
    expect([await health(), await refusedMetric()]).toMatchObject([{ refused: null }, '0']);
    const before = system.config.corps;

    await declareAnew(system, () => {
      throw new SetupError([FLAW]);
    });

    expect(system.config.corps).toBe(before);
    expect(await refusedMetric()).toBe('1');
    expect((await health()).refused).toEqual({
      at: new Date(system.clock.now()).toISOString(),
      flaws: [FLAW],
    });
    expect(system.logs.filter((line) => line.includes('the set-up is refused')).map(flawsOf)).toEqual([
      [FLAW],
    ]);

    system.clock.advance({ seconds: 1 });
    await declareAnew(system, () => {});
    expect(await health()).toEqual({
      loadedAt: new Date(system.clock.now()).toISOString(),
      refused: null,
    });
    expect(await refusedMetric()).toBe('0');
  });

  it.each([
    ['the database', (config: AppConfig) => (config.database = { kind: 'sqlite', file: 'other.sqlite' })],
    ['the token of ops', (config: AppConfig) => (config.ops = { host: 'h', port: 1, token: 's3kret' })],
  ])('is one in which %s has changed: that needs a restart', async (_what, change) => {
    await declareAnew(system, (config) => void change(config));

    const { refused } = await health();
    expect(refused.flaws).toEqual([expect.stringMatching(/that needs a restart$/)]);
    expect(system.logs.join()).not.toContain('s3kret');
  });
});

const now = () => Math.floor(system.clock.now() / 1000);
const flawsOf = (line: string): unknown => JSON.parse(line).flaws;
