import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditEntry } from '../src/audit/audit-entry.entity.js';
import type { CorpConfig } from '../src/config/app-config.js';
import { CustomerStage } from '../src/crm/stages/customer-stage.entity.js';
import { LiveChanges } from '../src/live/index.js';
import { startSystem, type System } from './support/system.js';
import { loggedIn, sprucesSales, type WebView } from './support/web-view.js';

let system: System;
let spruce: CorpConfig;
let zhangWei: WebView;
beforeAll(async () => {
  system = await startSystem({
    configure: ({ corps }) => {
      spruce = corps.find(({ corpId }) => corpId === sprucesSales.corpId) ?? spruce;
    },
  });
  zhangWei = await loggedIn(system);
});
afterAll(() => system.close());
beforeEach(() => system.database.getRepository(CustomerStage).clear());

const CUSTOMER = 'wmHuangLi';
const current = async (webView = zhangWei) => (await webView.card(CUSTOMER)).body.stage.current;
const changes = () => system.database.manager.findBy(AuditEntry, { action: 'stage_changed' });

describe('a stage', () => {
  it('is none until a member says so; then all who serve the customer see it', async () => {
    const { body: before } = await zhangWei.card(CUSTOMER);
    expect(before.stage).toEqual({ current: null, choices: spruce.stages });
    expect(before.stage.choices.map(({ label }) => label.zh)).toEqual([
      '新客户',
      '有意向',
      '方案报价',
      '已成交',
      '已流失',
    ]);

    expect((await zhangWei.setStage(CUSTOMER, 'proposal')).status).toBe(204);

    expect(await current(await loggedIn(system, 'LiNa'))).toBe('proposal');
    expect((await zhangWei.card(CUSTOMER)).body.changeId).not.toBe(before.changeId);
    expect(await system.database.manager.find(CustomerStage)).toEqual([
      {
        corpId: sprucesSales.corpId,
        externalUserId: CUSTOMER,
        stage: 'proposal',
        setByUserId: 'zhangwei',
        setAt: system.clock.now(),
      },
    ]);
  });

  it('is written down and announced when it changes, and not when it is said again', async () => {
    const heard: string[] = [];
    const live = system.app.get(LiveChanges, { strict: false });
    const stop = live.follow(sprucesSales.corpId, CUSTOMER, () => heard.push('changed'));
    const before = (await changes()).length;

    await zhangWei.setStage(CUSTOMER, 'won');
    expect(heard).toContain('changed');
    const { changeId } = (await zhangWei.card(CUSTOMER)).body;
    await zhangWei.setStage(CUSTOMER, 'won');
    stop();

    expect((await changes()).slice(before)).toMatchObject([
      { ...sprucesSales, userId: 'zhangwei', externalUserId: CUSTOMER, access: 'own', subjectId: 'won' },
    ]);
    expect((await zhangWei.card(CUSTOMER)).body.changeId).toBe(changeId);
  });

  it.each(['', 'nobody-knows', 'x'.repeat(33)])(
    'that the corp does not have is refused: "%s"',
    async (stage) => {
      expect(await zhangWei.setStage(CUSTOMER, stage)).toMatchObject({
        status: 400,
        body: { code: 'INVALID_REQUEST', details: { fields: ['stage'] } },
      });
      expect(await current()).toBeNull();
    },
  );

  it('that the YAML no longer has is none', async () => {
    await zhangWei.setStage(CUSTOMER, 'lost');
    const before = spruce.stages;
    spruce.stages = before.filter(({ id }) => id !== 'lost');
    try {
      expect(await current()).toBeNull();
    } finally {
      spruce.stages = before;
    }
    expect(await current()).toBe('lost');
  });
});
