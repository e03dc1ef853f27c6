import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Card } from '@sidecard/contracts';
import type { AppConfig } from '../../src/config/app-config.js';
import { createApp } from '../../src/create-app.js';
import { CompanyCrms } from '../../src/crm/company/company-crms.js';
import { SetupError } from '../../src/platform/errors/setup-error.js';
import { declareAnew } from '../support/declare-anew.js';
import { startSystem, type System } from '../support/system.js';
import { loggedIn, sprucesSales, type Answer } from '../support/web-view.js';
import { createCompanyDatabase, type CompanyDatabase } from './company-database.js';
import { goodMapping, goodSchema } from './support/good-crm.js';
import { declared, edited, type Edit } from './support/spoiled.js';

/** A CRM is asked nothing before its mapping has been checked. */

let crm: CompanyDatabase;
let system: System | null;
beforeEach(async () => {
  crm = await createCompanyDatabase(goodSchema);
  system = null;
});
afterEach(async () => {
  await system?.close();
  await crm.dispose();
});

const flawed = edited(goodMapping, ['column: tags', 'column: tag']);
const FLAW =
  'own-crm.yaml:31 fields[5].column: customers has no column tag that this user may read; is it tags?';

/** The first look at a busy CRM may take longer than a card usually waits. */
const patient: Edit = ['database:\n', 'database:\n  timeoutMs: 10000\n'];

const mappedBy =
  (mapping: string, url = crm.url) =>
  (config: AppConfig) => {
    const spruce = config.corps.find(({ corpId }) => corpId === sprucesSales.corpId);
    if (!spruce) throw new Error('there is no such corp');
    spruce.crm = declared(edited(mapping, patient), url);
  };

/** The CRM behind a door that is shut at first. */
async function behindDoor(): Promise<{ url: string; open: () => Promise<void>; shut: () => void }> {
  const { hostname, port } = new URL(crm.url);
  const door = createServer((near) => {
    const far = connect(Number(port || 3306), hostname);
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) socket.on('error', () => socket.destroy());
  });
  const listening = async (at: number) => {
    door.listen(at, '127.0.0.1');
    await once(door, 'listening');
    const address = door.address();
    return typeof address === 'object' && address ? address.port : 0;
  };
  const ours = await listening(0);
  door.close();
  await once(door, 'close');
  return {
    url: Object.assign(new URL(crm.url), { hostname: '127.0.0.1', port: String(ours) }).href,
    open: async () => {
      await listening(ours);
    },
    shut: () => door.close(),
  };
}

const logged = (words: string) => (system?.logs ?? []).filter((line) => line.includes(words));

describe('at start', () => {
  it('a flawed mapping is refused with its lines', async () => {
    system = await startSystem();
    const config: AppConfig = { ...system.config, logLevel: 'silent' };
    mappedBy(flawed)(config);
    const app = await createApp(config);

    await expect(app.init()).rejects.toThrow(new SetupError([FLAW]));
    await app.close();
  });

  it('a right one is used from the first card on', async () => {
    system = await startSystem({ configure: mappedBy(goodMapping) });

    expect((await (await loggedIn(system)).card('wmLinXiaoyu')).body.crm.state).toBe('none');
  });

  it('a CRM that does not answer is a warning, and is checked once it does', async () => {
    const door = await behindDoor();
    system = await startSystem({ configure: mappedBy(goodMapping, door.url) });
    expect(logged('its mapping is checked once it does')).toEqual([
      expect.stringContaining(`"corpId":"${sprucesSales.corpId}","code":"ECONNREFUSED"`),
    ]);
    const zhangWei = await loggedIn(system);
    expect((await zhangWei.card('wmLinXiaoyu')).body.crm.state).toBe('unavailable');

    await door.open();

    expect((await zhangWei.card('wmLinXiaoyu')).body.crm.state).toBe('none');
    door.shut();
  });

  it('a flaw that shows later is an error in the log, said once, and the CRM is not used until it is mended', async () => {
    const door = await behindDoor();
    system = await startSystem({ configure: mappedBy(flawed, door.url) });
    const zhangWei = await loggedIn(system);
    await door.open();

    expect((await zhangWei.card('wmLinXiaoyu')).body.crm.state).toBe('unavailable');
    system.clock.advance({ minutes: 1 });
    expect((await zhangWei.card('wmLinXiaoyu')).body.crm.state).toBe('unavailable');
    expect(logged(FLAW)).toEqual([expect.stringContaining('"level":50')]);

    await crm.run('ALTER TABLE customers ADD COLUMN tag VARCHAR(20)');
    expect((await zhangWei.card('wmXuJing')).body.crm.state).toBe('unavailable');
    system.clock.advance({ minutes: 1 });
    await expect(untilAnswered(() => zhangWei.card('wmLinXiaoyu'))).resolves.toBe('none');
    door.shut();
  });
});

describe('declared anew while we run', () => {
  it('a flawed mapping is refused and changes nothing; a right one is used, and no longer when it is gone', async () => {
    system = await startSystem();
    const zhangWei = await loggedIn(system);
    await crm.run(
      "INSERT INTO customers (id, external_id, name, deleted) VALUES (9, 'wmLinXiaoyu', '林女士', 0)",
    );
    const title = async () => {
      const { crm: shown } = (await zhangWei.card('wmLinXiaoyu')).body;
      return shown.state === 'found' ? shown.record.title : shown.state;
    };
    expect(await title()).toBe('none');

    await declareAnew(system, mappedBy(flawed));
    expect(logged(FLAW)).toEqual([expect.stringContaining('the set-up is refused')]);
    expect(await title()).toBe('none');

    await declareAnew(system, mappedBy(goodMapping));
    expect(await title()).toBe('林女士');
    // What is the same goes on as it is.
    const inUse = () => system?.app.get(CompanyCrms, { strict: false }).of(sprucesSales.corpId);
    const before = inUse();
    await declareAnew(system, mappedBy(goodMapping));
    expect(await title()).toBe('林女士');
    expect(inUse()).toBe(before);

    await declareAnew(system, (config) => {
      for (const corp of config.corps) corp.crm = null;
    });
    expect(await title()).toBe('none');
  });
});

/** After three failures in a row the CRM has a rest of two real seconds. */
async function untilAnswered(ask: () => Promise<Answer<Card>>): Promise<string> {
  for (let tries = 0; tries < 40; tries += 1) {
    const { state } = (await ask()).body.crm;
    if (state !== 'unavailable') return state;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return 'unavailable';
}
