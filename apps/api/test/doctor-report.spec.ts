import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { doctorPath, doctorReportSchema } from '@sidecard/contracts';
import { getApp, getCorp } from '@sidecard/simulator';
import { startSystem, type System } from './support/system.js';
import { loggedIn, sprucesSales, type WebView } from './support/web-view.js';

/** What a supervisor is shown; test/doctor/ has what can be found. */
let system: System;
let sunYue: WebView;
beforeAll(async () => {
  system = await startSystem({
    configure: ({ corps }) => {
      for (const corp of corps) corp.roles.corp = ['sunyue'];
    },
  });
  sunYue = await loggedIn(system, 'SunYue');
});
afterAll(() => system.close());

const report = async (webView = sunYue) => doctorReportSchema.parse((await webView.ask(doctorPath)).body);
const secretStep = async () =>
  (await report()).findings.find(
    ({ agentId, step }) => agentId === sprucesSales.agentId && step === 'secret',
  );

it('it is in both languages, and holds nothing that is secret', async () => {
  const shown = await report();

  expect(shown.findings.find(({ step }) => step === 'toolbar_page')).toMatchObject({
    verdict: 'by_hand',
    said: { zh: expect.stringContaining('聊天工具栏'), en: expect.stringContaining('chat toolbar') },
    todo: { zh: expect.stringContaining(sunYue.pageUrl()), en: expect.stringContaining(sunYue.pageUrl()) },
  });
  const text = JSON.stringify(shown);
  for (const secret of system.simulator.everythingSecret()) expect(text).not.toContain(secret);
  if (system.config.database.kind === 'mysql') expect(text).not.toContain(system.config.database.url);
});

it('is the same for all who ask within a minute, and WeCom is asked once', async () => {
  const { calls } = system.simulator;
  system.clock.advance({ minutes: 1 });
  const before = calls.count('/agent/get');
  const shown = await Promise.all([report(), report(), report(await loggedIn(system, 'SunYue'))]);

  expect(new Set(shown.map(({ at }) => at)).size).toBe(1);
  // One for each of the corp's apps.
  expect(calls.count('/agent/get') - before).toBe(2);
});

it('shows a minute later what has been mended', async () => {
  const app = getApp(getCorp(system.simulator.world, sprucesSales.corpId), sprucesSales.agentId);
  const { secret } = app;
  app.secret = 'reset';
  system.simulator.faults.killToken(sprucesSales.corpId, sprucesSales.agentId, 40014);
  system.clock.advance({ minutes: 1 });
  expect(await secretStep()).toMatchObject({ verdict: 'wrong', code: 'secret_wrong' });

  app.secret = secret;
  expect(await secretStep()).toMatchObject({ verdict: 'wrong', code: 'secret_wrong' });
  system.clock.advance({ minutes: 1 });
  expect(await secretStep()).toMatchObject({ verdict: 'right' });
});
