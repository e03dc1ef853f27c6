import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { apiPaths } from '@sidecard/contracts';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { CustomerProfile } from '../../src/crm/company/built-in/customer-profile.entity.js';
import { CrmLink } from '../../src/crm/company/links/crm-link.entity.js';
import { fieldOf } from '../support/crm.js';
import { startSystem, type System } from '../support/system.js';
import { loggedIn, sprucesSales, type WebView } from '../support/web-view.js';

const { corpId } = sprucesSales;
/** Has a profile. */
const LIN = 'wmLinXiaoyu';
/** Has none. */
const XU = 'wmXuJing';

let system: System;
let zhangWei: WebView;
let liNa: WebView;
beforeAll(async () => {
  system = await startSystem();
  await system.database.manager.insert(CustomerProfile, [
    { corpId, externalUserId: LIN, level: 'A', ownerUserId: 'lina' },
    // 张伟 does not serve them.
    { corpId, externalUserId: 'wmSongJia', level: 'B', ownerUserId: null },
  ]);
  zhangWei = await loggedIn(system);
  liNa = await loggedIn(system, 'LiNa');
  await zhangWei.card(LIN);
});
afterAll(() => system.close());

const audited = async (action: AuditEntry['action']) =>
  (await system.database.manager.findBy(AuditEntry, { action, corpId })).map(
    ({ userId, externalUserId, subjectId }) => ({ userId, externalUserId, subjectId }),
  );

describe('a customer whom the CRM does not know', () => {
  it('is said to be unknown, and can be looked for or be created', async () => {
    expect((await zhangWei.card(XU)).body.crm).toEqual({
      state: 'none',
      suggestions: [],
      canSearch: true,
      canCreate: true,
    });
  });

  it('is found by the beginning of a name or of a remark, among those whom the member serves', async () => {
    const keysFor = async (text: string) =>
      (await zhangWei.searchCrm(XU, text)).body.candidates.map(({ key }) => key);

    expect(await keysFor('林小')).toEqual([LIN]);
    expect(await keysFor('林小雨-滨江')).toEqual([LIN]);
    expect(await keysFor('小雨')).toEqual([]);
    expect(await keysFor('宋佳')).toEqual([]);
    for (const wild of ['%%', '__', '林%', '!!', "林' OR 1=1 --"]) expect(await keysFor(wild)).toEqual([]);
    expect(await audited('crm_searched')).toContainEqual({
      userId: 'zhangwei',
      externalUserId: XU,
      subjectId: null,
    });
  });

  it.each(['', '林', ' 林 ', 'x'.repeat(65)])('is not looked for by %j', async (text) => {
    expect(await zhangWei.searchCrm(XU, text)).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST' },
    });
  });

  it('is linked to a record that the member was shown, for everybody, until that is undone', async () => {
    await zhangWei.searchCrm(XU, '林小');
    const before = (await zhangWei.card(XU)).body.changeId;

    expect((await zhangWei.linkToRecord(XU, LIN)).status).toBe(204);

    const { body } = await zhangWei.card(XU);
    expect(body.crm).toMatchObject({ state: 'found', by: 'link', record: { title: '林小雨' } });
    expect(fieldOf(body, 'owner')).toEqual({ kind: 'member', member: { userId: 'lina', name: '李娜' } });
    expect(body.changeId).not.toBe(before);

    expect((await zhangWei.unlinkFromRecord(XU)).status).toBe(204);
    expect((await zhangWei.card(XU)).body.crm.state).toBe('none');
    expect((await zhangWei.unlinkFromRecord(XU)).status).toBe(204);
    const what = { userId: 'zhangwei', externalUserId: XU, subjectId: LIN };
    expect(await audited('crm_linked')).toEqual([what]);
    expect(await audited('crm_unlinked')).toEqual([what]);
  });

  it('is not linked to a record by whoever only knows its key', async () => {
    expect(await liNa.linkToRecord('wmHuangLi', LIN)).toMatchObject({
      status: 404,
      body: { code: 'CRM_RECORD_NOT_FOUND' },
    });
    // Shown for one customer is not shown for another.
    await zhangWei.searchCrm(XU, '林小');
    expect((await zhangWei.linkToRecord('wmCaoRui', LIN)).status).toBe(404);
    system.clock.advance({ seconds: 31 * 60 });
    expect((await zhangWei.linkToRecord(XU, 'wmSongJia')).status).toBe(404);
    expect(await system.database.manager.countBy(CrmLink, { corpId })).toBe(0);
  });

  it('is created once, however many times and at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, () => zhangWei.createRecord(XU)));

    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204]);
    expect((await zhangWei.card(XU)).body.crm).toMatchObject({ state: 'found', by: 'external_user_id' });
    expect(await audited('crm_created')).toEqual([{ userId: 'zhangwei', externalUserId: XU, subjectId: XU }]);
  });

  it('is linked by nobody while another chat is open', async () => {
    await zhangWei.searchCrm(XU, '林小');
    const answer = await zhangWei.write(apiPaths.crmLink(XU), LIN, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key: LIN }),
    });
    expect(answer).toMatchObject({ status: 409, body: { code: 'CHAT_CHANGED' } });
    expect((await zhangWei.card(XU)).body.crm).toMatchObject({ by: 'external_user_id' });
  });
});

describe('a field', () => {
  it('is revealed by its id, which is written down, and no other is', async () => {
    expect((await zhangWei.revealField(LIN, 'level')).body.value).toMatchObject({ badge: { zh: 'A 级' } });
    expect(await audited('crm_field_revealed')).toEqual([
      { userId: 'zhangwei', externalUserId: LIN, subjectId: 'level' },
    ]);
    expect(await zhangWei.revealField(LIN, 'secret')).toMatchObject({
      status: 404,
      body: { code: 'CRM_RECORD_NOT_FOUND' },
    });
  });
});
