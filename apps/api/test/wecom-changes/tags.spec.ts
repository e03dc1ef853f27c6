import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { apiPaths, type Card, type NewTagChange, type Timeline } from '@sidecard/contracts';
import { getCorp, getRelation, type Relation } from '@sidecard/simulator';
import { WecomChangeRow } from '../../src/crm/wecom-changes/wecom-change.entity.js';
import { startSystem, type System } from '../support/system.js';
import { loggedIn, sprucesSales, type WebView } from '../support/web-view.js';
import { changesOf, writeChanges } from '../support/written.js';

let system: System;
let zhangWei: WebView;
beforeAll(async () => {
  system = await startSystem();
  zhangWei = await loggedIn(system);
  await zhangWei.tagChoices(CUSTOMER);
});
afterAll(() => system.close());
beforeEach(async () => {
  await system.database.getRepository(WecomChangeRow).clear();
  system.clock.advance({ seconds: 1 });
});
afterEach(() => writeChanges(system));

const CUSTOMER = 'wmLinXiaoyu';
const NEW = 'etSpruceStageNew';
const DEAL = 'etSpruceStageDeal';
const VIDEO = 'etSpruceSourceVideo';

/** As WeCom has it, which is what the phone shows. */
function onThePhone(externalUserId = CUSTOMER, userId = 'ZhangWei'): Relation {
  return getRelation(getCorp(system.simulator.world, sprucesSales.corpId), externalUserId, userId);
}
const tagsOn = ({ relation }: Card) => relation.tagGroups.flatMap(({ tags }) => tags.map(({ name }) => name));
const card = async (webView = zhangWei, externalUserId = CUSTOMER) =>
  (await webView.card(externalUserId)).body;
const timeline = async () => (await zhangWei.ask<Timeline>(apiPaths.timeline(CUSTOMER))).body.entries;

describe('tags', () => {
  it('are on the card at once, marked until WeCom has them, and then in our copy with a line of the timeline', async () => {
    const before = await card();
    const lines = (await timeline()).length;
    const calledBack = system.simulator.callbacks.counts.events;

    expect(
      (await zhangWei.changeTags(CUSTOMER, { add: [VIDEO], remove: ['etSpruceSourceFair'] })).status,
    ).toBe(204);
    const pending = await card();
    expect(tagsOn(pending)).toEqual(expect.arrayContaining(['视频号']));
    expect(tagsOn(pending)).not.toContain('家博会');
    expect(pending.wecomChanges).toEqual([
      {
        changeId: expect.any(String),
        parts: [
          { what: 'tag_added', text: '视频号' },
          { what: 'tag_removed', text: '家博会' },
        ],
        refusal: null,
      },
    ]);
    expect(pending.changeId).not.toBe(before.changeId);
    expect(onThePhone().tagIds).not.toContain(VIDEO);
    expect(await timeline()).toHaveLength(lines);

    await writeChanges(system);
    expect(onThePhone().tagIds).toContain(VIDEO);
    expect(onThePhone().tagIds).not.toContain('etSpruceSourceFair');
    const taken = await card();
    expect(taken.relation).toEqual(pending.relation);
    expect(taken.wecomChanges).toEqual([]);
    expect(taken.changeId).not.toBe(pending.changeId);
    expect((await timeline())[0]).toMatchObject({
      kind: 'edited',
      member: { userId: 'zhangwei' },
      fields: [],
      tagsAdded: ['视频号'],
      tagsRemoved: ['家博会'],
    });
    expect(system.simulator.callbacks.counts.events).toBe(calledBack);
  });

  it('are saved as a difference: what two devices, and the phone, change at once all stays', async () => {
    const other = await loggedIn(system);
    onThePhone().tagIds = ['etSpruceInterestWhole'];

    await Promise.all([
      zhangWei.changeTags(CUSTOMER, { add: [NEW] }),
      other.changeTags(CUSTOMER, { add: [DEAL], remove: ['etSpruceInterestWhole'] }),
    ]);
    onThePhone().tagIds = [...onThePhone().tagIds, 'etSpruceInterestFilter'];
    await writeChanges(system);

    expect(onThePhone().tagIds.toSorted()).toEqual([DEAL, NEW, 'etSpruceInterestFilter'].toSorted());
    system.clock.advance({ minutes: 2 });
    expect(tagsOn(await card()).toSorted()).toEqual(['周末联系', '已成交', '新线索', '滤芯套餐'].toSorted());
  });

  it('of two members are two relations: each has its own', async () => {
    const liNa = await loggedIn(system, 'LiNa');
    await Promise.all([
      zhangWei.changeTags('wmHuangLi', { add: [NEW] }),
      liNa.changeTags('wmHuangLi', { add: [VIDEO] }),
    ]);
    expect(tagsOn(await card(liNa, 'wmHuangLi'))).not.toContain('新线索');
    await writeChanges(system);

    expect(onThePhone('wmHuangLi').tagIds).toEqual(expect.arrayContaining([NEW]));
    expect(onThePhone('wmHuangLi').tagIds).not.toContain(VIDEO);
    expect(onThePhone('wmHuangLi', 'LiNa').tagIds).toEqual(expect.arrayContaining([VIDEO]));
    expect(tagsOn(await card(liNa, 'wmHuangLi'))).toContain('视频号');
  });

  it('can be chosen from all the corp has, by word and by pinyin, with what is on its way', async () => {
    const { groups } = (await zhangWei.tagChoices('wmHuangLi')).body;
    expect(groups.map(({ name }) => name)).toEqual(['客户阶段', '来源', '意向产品']);
    expect(groups[0]?.tags[0]).toEqual({
      tagId: NEW,
      name: '新线索',
      spelled: ['xinxiansuo', 'xxs'],
      isWorn: expect.any(Boolean),
    });

    const worn = async () =>
      (await zhangWei.tagChoices('wmHuangLi')).body.groups
        .flatMap(({ tags }) => tags)
        .find(({ tagId }) => tagId === 'etSpruceSourceStore')?.isWorn;
    expect(await worn()).toBe(false);
    await zhangWei.changeTags('wmHuangLi', { add: ['etSpruceSourceStore'] });
    expect(await worn()).toBe(true);
  });

  it('that the corp has not are refused, and so are none', async () => {
    const refused: [Partial<NewTagChange>, string][] = [
      [{ add: ['etBegoniaOccasionWedding'] }, 'add'],
      [{ add: ['etNobody'] }, 'add'],
      [{}, 'add'],
      [{ add: [NEW], remove: [NEW] }, 'add'],
      [{ add: [NEW], changeId: 'x' }, 'changeId'],
      [{ add: Array.from({ length: 101 }, () => NEW) }, 'add'],
    ];
    for (const [change, field] of refused)
      expect(await zhangWei.changeTags(CUSTOMER, change)).toMatchObject({
        status: 400,
        body: { code: 'INVALID_REQUEST', details: { fields: [field] } },
      });
    expect(await changesOf(system)).toEqual([]);
  });
});
