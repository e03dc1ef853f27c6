import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CallbackEventRow } from '../../src/callbacks/callback-event.entity.js';
import { codes, isWrong, steps, type Finding } from '../../src/doctor/finding.js';
import { languages, spoken } from '../../src/doctor/words/words.js';
import { mistakes } from './support/mistakes.js';
import { openWard, type Ward } from './support/patient.js';

let ward: Ward;
beforeAll(async () => {
  ward = await openWard();
});
afterAll(() => ward.close());

const red = (findings: Finding[]) => findings.filter(isWrong).map(({ step, code }) => [step, code]);

describe('the doctor, where everything is right', () => {
  it('looks at every step, finds nothing wrong, and says what it cannot see', async () => {
    const findings = await ward.examine();

    expect(findings.map(({ step }) => step)).toEqual(steps);
    const others = findings.filter(({ verdict }) => verdict !== 'right');
    expect(others.map(({ step, verdict }) => [step, verdict])).toEqual([
      ['jssdk_domain', 'by_hand'],
      ['toolbar_page', 'by_hand'],
      ['callback_saved', 'by_hand'],
    ]);
  });

  it('does so for every corp and app that is declared', async () => {
    const findings = await ward.examine((patient) => {
      patient.config.corps = structuredClone(patient.system.config.corps);
    });

    expect(red(findings)).toEqual([]);
    expect(new Set(findings.map(({ corpId, agentId }) => `${corpId}/${agentId}`)).size).toBe(1 + 2 + 3);
  });

  it('leaves nothing in the inbox that it has sent itself', async () => {
    await ward.examine();

    expect(await ward.patient.system.database.getRepository(CallbackEventRow).count()).toBe(0);
  });

  it('has nothing to say of a callback that is not declared, nor green for a file that is not named', async () => {
    const findings = await ward.examine(({ declared }) => {
      declared.app.callback = null;
      declared.corp.domainFile = null;
    });

    expect(red(findings)).toEqual([]);
    expect(findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ step: 'callback', verdict: 'not_asked', code: 'callback_not_declared' }),
        expect.objectContaining({ step: 'domain_file', verdict: 'by_hand' }),
      ]),
    );
  });

  it('does not call right what a Redis of somebody else’s does not show', async () => {
    const findings = await ward.examine(async ({ redis }) => {
      await redis.configSet('appendonly', 'no');
      await redis.sendCommand(['ACL', 'SETUSER', 'default', '-config']);
      return async () => {
        await redis.sendCommand(['ACL', 'SETUSER', 'default', '+config']);
        await redis.configSet('appendonly', 'yes');
      };
    });

    expect(red(findings)).toEqual([]);
    expect(findings.find(({ step }) => step === 'redis_persistence')?.verdict).toBe('by_hand');
  });

  it('does with one process that keeps everything itself', async () => {
    const findings = await ward.examine(({ config }) => {
      config.cache = { kind: 'memory', namespace: config.cache.namespace };
    });

    expect(red(findings)).toEqual([]);
    expect(findings.find(({ step }) => step === 'redis')?.code).toBe('cache_in_process');
  });
});

describe('the doctor names one mistake, and blames nothing else on it:', () => {
  it.each(mistakes)('$name', async ({ plant, red: [step, code], facts = {} }) => {
    const findings = await ward.examine(plant);

    expect(red(findings)).toEqual([[step, code]]);
    expect(findings.map((finding) => finding.step)).toEqual(steps);
    expect(findings.find((finding) => finding.code === code)?.facts).toMatchObject(facts);
    // What waits for it names it; what the platform was not asked for is not green.
    for (const finding of findings.filter(({ verdict }) => verdict === 'not_asked'))
      expect(finding.facts).toEqual({ because: step });
    const said = JSON.stringify([
      findings,
      findings.map((finding) => languages.map((language) => spoken(finding, language))),
    ]);
    expect(said).not.toMatch(/\{\w+\}/);
    const { system, declared } = ward.patient;
    for (const secret of [...system.simulator.everythingSecret(), declared.app.secret])
      expect(said).not.toContain(secret);
  });

  it('each of those that there are', () => {
    const planted = new Set(mistakes.map(({ red: [, code] }) => code));
    const wrong = Object.entries(codes).flatMap(([code, verdict]) => (verdict === 'wrong' ? [code] : []));
    // A configuration that can't be read is for the command: doctor-command.spec.ts.
    expect([...planted, 'configuration_flaw'].toSorted()).toEqual(wrong.toSorted());
  });
});

it('however often somebody looks, a wrong secret is asked for once', async () => {
  const { calls } = ward.patient.system.simulator;
  const before = calls.count('/gettoken');
  const look = () =>
    ward.examine(({ config, declared }) => {
      config.cache.namespace = 'the-same-for-all';
      declared.app.secret = 'wrong';
    });

  const findings = [await look(), await look(), await look()];

  expect(calls.count('/gettoken') - before).toBe(1);
  for (const found of findings) expect(red(found)).toEqual([['secret', 'secret_wrong']]);
  const remembered = findings.map((found) => found.find(isWrong)?.facts['askAgainAt'] !== undefined);
  expect(remembered).toEqual([false, true, true]);
});
