import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { apiPaths, type Timeline } from '@sidecard/contracts';
import { createExampleCrm, exampleMapping, type CrmDatabase } from '@sidecard/testing/crm-database';
import { readCrmMapping } from '../../src/config/read-crm-mapping.js';
import { requiredMysql } from '../support/storage.js';
import { startSystem, type System } from '../support/system.js';
import { loggedIn, sprucesSales, type WebView } from '../support/web-view.js';
import { MysqlTap } from './mysql-tap.js';

/** The company's CRM goes away and comes back, while cards are asked for. */

const LIN = 'wmLinXiaoyu';
const CARDS = 20;
/** A CRM is healed within this time of its return. */
const HEALING_SECONDS = 5;
/** Long enough for a first connection on a busy machine. */
const TIMEOUT_MS = 2_000;

/** The breaker has its time from the machine: that stands still too, until it is moved. */
let now = Date.now();
function later(seconds: number): void {
  now += seconds * 1000;
  system.clock.advance({ seconds });
}

let crm: CrmDatabase;
let tap: MysqlTap;
let system: System;
let zhangWei: WebView;
beforeAll(async () => {
  jest.spyOn(Date, 'now').mockImplementation(() => now);
  crm = await createExampleCrm(requiredMysql(), 'plain');
  tap = await MysqlTap.before(crm.url);
  const declaration = readCrmMapping(fileURLToPath(exampleMapping('plain')), {
    CRM_DATABASE_URL: tap.url,
  });
  declaration.mapping.database.timeoutMs = TIMEOUT_MS;
  system = await startSystem({
    configure: ({ corps }) => {
      const spruce = corps.find(({ corpId }) => corpId === sprucesSales.corpId);
      if (spruce) spruce.crm = declaration;
    },
  });
  zhangWei = await loggedIn(system);
});
afterAll(async () => {
  await system.close();
  await tap.close();
  await crm.drop();
  jest.restoreAllMocks();
});
afterEach(async () => {
  tap.turn('open');
  later(HEALING_SECONDS);
});

const cards = (count: number) => Promise.all(Array.from({ length: count }, () => zhangWei.card(LIN)));

describe.each([
  ['that refuses connections', () => tap.turn('refusing')],
  ['that takes connections and says nothing', () => tap.turn('silent')],
])('a CRM %s', (_name, breakIt) => {
  it('is missed on cards that are whole otherwise, and is back within seconds of its return', async () => {
    expect((await zhangWei.card(LIN)).body.crm.state).toBe('found');

    breakIt();
    const since = new Date(system.clock.now()).toISOString();
    const during = await cards(CARDS);
    later(30);
    during.push(...(await cards(CARDS)));

    for (const answer of during)
      expect(answer).toMatchObject({
        status: 200,
        body: { name: '林小雨', crm: { state: 'unavailable', since } },
      });
    expect((await zhangWei.ask<Timeline>(apiPaths.timeline(LIN))).body).toMatchObject({ isWhole: false });

    tap.turn('open');
    later(HEALING_SECONDS);
    expect((await zhangWei.card(LIN)).body.crm.state).toBe('found');
    expect((await zhangWei.ask<Timeline>(apiPaths.timeline(LIN))).body).toMatchObject({ isWhole: true });
  });

  it('is asked by few, whatever the number of cards', async () => {
    expect((await zhangWei.card(LIN)).body.crm.state).toBe('found');
    breakIt();
    await cards(CARDS);
    const arrivals = tap.arrivals;

    await cards(CARDS);
    expect(tap.arrivals).toBe(arrivals);

    later(HEALING_SECONDS);
    await cards(CARDS);
    // One finds out for all of them.
    expect(tap.arrivals - arrivals).toBeLessThanOrEqual(2);
  });
});

describe('a CRM that was never there', () => {
  it('keeps no API from starting, and is on the card once it is', async () => {
    tap.turn('refusing');
    const declaration = system.config.corps.find(({ corpId }) => corpId === sprucesSales.corpId)?.crm ?? null;
    const late = await startSystem({
      configure: ({ corps }) => {
        const spruce = corps.find(({ corpId }) => corpId === sprucesSales.corpId);
        if (spruce) spruce.crm = declaration;
      },
    });
    try {
      const visitor = await loggedIn(late);
      expect((await visitor.card(LIN)).body).toMatchObject({ name: '林小雨', crm: { state: 'unavailable' } });

      tap.turn('open');
      later(HEALING_SECONDS);

      expect((await visitor.card(LIN)).body.crm.state).toBe('found');
    } finally {
      await late.close();
    }
  });
});
