import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WecomMembers } from '../src/wecom/index.js';
import { startSystem, type System } from './support/system.js';
import { begonias, loggedIn, sprucesSales, sprucesService } from './support/web-view.js';

let system: System;
beforeEach(async () => {
  system = await startSystem();
});
afterEach(() => system.close());

const { corpId, agentId } = sprucesSales;
const fetched = () => system.simulator.calls.count('/gettoken', corpId, agentId);

describe.each([42001, 40014] as const)('a token that the platform has killed with %i', (errcode) => {
  it('costs the next card exactly one gettoken, and nobody notices', async () => {
    const zhangWei = await loggedIn(system);
    await zhangWei.card('wmZhouMing');
    const before = fetched();

    system.simulator.faults.killToken(corpId, agentId, errcode);
    const { status, body } = await zhangWei.card('wmXuJing');

    expect({ status, name: body.name }).toEqual({ status: 200, name: '徐静' });
    expect(fetched() - before).toBe(1);
  });

  it('costs fifty concurrent calls one gettoken, and all fifty are answered', async () => {
    const members = system.app.get(WecomMembers, { strict: false });
    await members.get(sprucesSales, 'zhangwei');
    const before = fetched();

    system.simulator.faults.killToken(corpId, agentId, errcode);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => members.get(sprucesSales, 'zhangwei')),
    );

    expect(answers.map(({ name }) => name)).toEqual(Array.from({ length: 50 }, () => '张伟'));
    expect(fetched() - before).toBe(1);
  });
});

describe('tokens', () => {
  it('are fetched once for fifty callers who come at the same time', async () => {
    const members = system.app.get(WecomMembers, { strict: false });

    await Promise.all(Array.from({ length: 50 }, () => members.get(sprucesSales, 'lina')));

    expect(fetched()).toBe(1);
  });

  it('are fetched anew before they run out', async () => {
    const members = system.app.get(WecomMembers, { strict: false });
    await members.get(sprucesSales, 'lina');

    system.clock.advance({ hours: 2, seconds: -59 });
    await members.get(sprucesSales, 'lina');

    expect(fetched()).toBe(2);
    expect(system.simulator.calls.calls.filter((call) => call.errcode !== 0)).toEqual([]);
  });

  it('are not asked for at every call while the platform hands out the same one near its end', async () => {
    const members = system.app.get(WecomMembers, { strict: false });
    await members.get(sprucesSales, 'lina');

    system.clock.advance({ hours: 2, seconds: -50 });
    for (let call = 0; call < 20; call += 1) {
      await members.get(sprucesSales, 'lina');
      system.clock.advance({ seconds: 1 });
    }

    expect(fetched()).toBe(2);
    expect(system.simulator.calls.calls.filter((call) => call.errcode !== 0)).toEqual([]);
  });

  it('of one app are left alone when another app’s is killed', async () => {
    const members = system.app.get(WecomMembers, { strict: false });
    await members.get(sprucesSales, 'zhaomin');
    await members.get(sprucesService, 'zhaomin');
    await members.get(begonias, 'lina');

    system.simulator.faults.killToken(corpId, agentId, 42001);
    await members.get(sprucesService, 'zhaomin');
    await members.get(begonias, 'lina');

    expect(system.simulator.calls.count('/gettoken')).toBe(3);
  });

  it('that the platform refuses and hands out again become one typed error, not a loop', async () => {
    const members = system.app.get(WecomMembers, { strict: false });
    await members.get(sprucesSales, 'lina');
    system.simulator.faults.nextCalls('/user/get', { kind: 'errcode', errcode: 40014 }, 100);

    for (let burst = 0; burst < 2; burst += 1) {
      const answers = await Promise.allSettled(
        Array.from({ length: 50 }, () => members.get(sprucesSales, 'lina')),
      );
      for (const answer of answers)
        expect(answer).toMatchObject({ reason: { outcome: 'refresh', errcode: 40014 } });
      expect(fetched()).toBe(2);
    }
  });

  it('go out once in the url of a replay: the new one', async () => {
    const zhangWei = await loggedIn(system);
    system.simulator.faults.killToken(corpId, agentId, 42001);

    await zhangWei.card('wmZhouMing');

    const calls = system.simulator.calls.calls.filter((call) => call.path === '/externalcontact/get');
    expect(calls.map((call) => call.errcode)).toEqual([42001, 0]);
  });
});
