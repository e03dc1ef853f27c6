import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { AuditEntry } from '../src/audit/audit-entry.entity.js';
import { readAuditLog } from '../src/audit/read-audit-log.js';
import { isDenied } from '../src/database/denied.js';
import { PersonData } from '../src/personal-data/person-data.js';
import { startSystem, type System } from './support/system.js';
import { begonias, loggedIn, sprucesSales, sprucesService, type WebView } from './support/web-view.js';

let system: System;
let zhangWei: WebView;
beforeAll(async () => {
  system = await startSystem({
    configure: ({ corps }) => {
      for (const { roles } of corps) roles.corp.push('sunyue');
    },
  });
  zhangWei = await loggedIn(system);
});
afterAll(() => system.close());

const { corpId } = sprucesSales;
const everything = () => system.database.manager.find(AuditEntry, { order: { entryId: 'ASC' } });

/** What is written down while something happens. */
async function writtenDown(happens: () => Promise<unknown>) {
  const before = (await everything()).length;
  await happens();
  return (await everything()).slice(before);
}

describe('the audit log', () => {
  it('says who saw which card, revealed which phone, and changed what, from which app, when, by which request', async () => {
    const [changeId, tagChangeId] = [randomUUID(), randomUUID()];
    const requests: string[] = [];
    const keep = (answer: { headers: Headers }) => requests.push(answer.headers.get('x-request-id') ?? '');
    const entries = await writtenDown(async () => {
      keep(await zhangWei.card('wmLinXiaoyu'));
      keep(await zhangWei.revealPhones('wmLinXiaoyu'));
      keep(await zhangWei.addFollowUp('wmLinXiaoyu', '约了周六'));
      keep(await zhangWei.changeRemark('wmLinXiaoyu', { changeId, remark: '林小雨 周六' }));
      keep(
        await zhangWei.changeTags('wmLinXiaoyu', { changeId: tagChangeId, remove: ['etSpruceStageTalk'] }),
      );
    });

    const { followUps } = (await zhangWei.card('wmLinXiaoyu')).body;
    const who = { ...sprucesSales, userId: 'zhangwei', externalUserId: 'wmLinXiaoyu', access: 'own' };
    const at = system.clock.now();
    expect(entries).toMatchObject([
      { ...who, action: 'card_viewed', subjectId: null, at, requestId: requests[0] },
      { ...who, action: 'phones_revealed', subjectId: null, at, requestId: requests[1] },
      {
        ...who,
        action: 'follow_up_added',
        subjectId: followUps[0]?.followUpId,
        at,
        requestId: requests[2],
      },
      { ...who, action: 'remark_changed', subjectId: changeId, at, requestId: requests[3] },
      { ...who, action: 'tags_changed', subjectId: tagChangeId, at, requestId: requests[4] },
    ]);
  });

  it('says by which right somebody saw a customer who is not theirs', async () => {
    const sunYue = await loggedIn(system, 'SunYue');

    const entries = await writtenDown(() => sunYue.card('wmHuangLi'));

    expect(entries).toMatchObject([{ userId: 'sunyue', action: 'card_viewed', access: 'corp' }]);
  });

  it('holds neither digits nor words', async () => {
    const entries = JSON.stringify(await everything());
    for (const personal of ['13800010001', '约了周六', '林小雨']) expect(entries).not.toContain(personal);
  });

  it('has no line for what was refused', async () => {
    const liNa = await loggedIn(system, 'LiNa');

    const entries = await writtenDown(async () => {
      expect((await liNa.card('wmLinXiaoyu')).status).toBe(404);
      expect((await liNa.revealPhones('wmLinXiaoyu')).status).toBe(404);
      expect((await zhangWei.addFollowUp('wmLinXiaoyu', '写错了人', { openChat: 'wmHuangLi' })).status).toBe(
        409,
      );
    });

    expect(entries).toEqual([]);
  });

  it('shows no card and reveals no phone that it could not write down', async () => {
    await system.database.query('ALTER TABLE audit_log RENAME TO audit_log_away');
    try {
      expect((await zhangWei.card('wmLinXiaoyu')).status).toBe(500);
      const revealed = await zhangWei.revealPhones('wmLinXiaoyu');
      expect(revealed.status).toBe(500);
      expect(JSON.stringify(revealed.body)).not.toContain('13800010001');
      expect((await zhangWei.addFollowUp('wmLinXiaoyu', '不会留下')).status).toBe(500);
    } finally {
      await system.database.query('ALTER TABLE audit_log_away RENAME TO audit_log');
    }
    const { body } = await zhangWei.card('wmLinXiaoyu');
    expect(body.followUps.map(({ note }) => note)).not.toContain('不会留下');
  });

  it('is only ever added to', async () => {
    const before = await everything();
    await zhangWei.card('wmHuangLi');
    await zhangWei.revealPhones('wmHuangLi');
    await zhangWei.find('');
    await zhangWei.groupChat('wrSpruceRiverside');

    expect((await everything()).slice(0, before.length)).toEqual(before);
  });

  it('is read by customer, by member, or both, newest first, of one corp', async () => {
    const liNa = await loggedIn(system, 'LiNa');
    const inService = await loggedIn(system, 'WangQiang', sprucesService);
    const atBegonia = await loggedIn(system, 'LiNa', begonias);
    await liNa.card('wmHuangLi');
    system.clock.advance({ seconds: 1 });
    await zhangWei.card('wmHuangLi');
    await inService.card('woChenYu');
    await atBegonia.card('wmHuangLi');

    const read = async (query: {
      externalUserId?: string;
      userId?: string;
      corpId?: string;
      count?: number;
    }) =>
      (await readAuditLog(system.database, { corpId, since: 0, count: 100, ...query })).map(
        ({ userId, externalUserId }) => `${userId} ${externalUserId}`,
      );

    expect((await read({ externalUserId: 'wmHuangLi' })).slice(0, 2)).toEqual([
      'zhangwei wmHuangLi',
      'lina wmHuangLi',
    ]);
    expect(await read({ userId: 'lina' })).toEqual(['lina wmHuangLi']);
    expect(await read({ userId: 'lina', externalUserId: 'wmLinXiaoyu' })).toEqual([]);
    expect(await read({ corpId: begonias.corpId, externalUserId: 'wmHuangLi' })).toEqual(['lina wmHuangLi']);
    expect(await read({ externalUserId: 'wmHuangLi', count: 1 })).toEqual(['zhangwei wmHuangLi']);
    const lately = await readAuditLog(system.database, {
      corpId,
      externalUserId: 'wmHuangLi',
      since: system.clock.now(),
      count: 100,
    });
    expect(lately.map(({ userId }) => userId)).toEqual(['zhangwei']);
  });
});

describe('the account of the API', () => {
  it('needs no right to change or remove a line', async () => {
    if (system.config.database.kind !== 'mysql') return expect(system.config.database.kind).toBe('sqlite');
    const { pathname, host } = new URL(system.config.database.url);
    const database = pathname.slice(1);
    const account = database.slice(-20);
    await system.database.query(`CREATE USER '${account}'@'%' IDENTIFIED BY 'only-for-this-test'`);
    const tables: { t: string }[] = await system.database.query(
      'SELECT table_name AS t FROM information_schema.tables WHERE table_schema = DATABASE()',
    );
    for (const { t: table } of tables) {
      const rights = table === 'audit_log' ? 'SELECT, INSERT' : 'SELECT, INSERT, UPDATE, DELETE';
      await system.database.query(`GRANT ${rights} ON ${database}.${table} TO '${account}'@'%'`);
    }
    const url = `mysql://${account}:only-for-this-test@${host}/${database}`;
    const limited = await startSystem({
      configure: (config) => {
        config.database = { kind: 'mysql', url };
      },
    });
    try {
      const webView = await loggedIn(limited);
      expect((await webView.card('wmXuJing')).status).toBe(200);
      expect((await webView.revealPhones('wmXuJing')).status).toBe(200);
      expect((await webView.addFollowUp('wmXuJing', '可以写')).status).toBe(201);
      const source = await new DataSource({ type: 'mysql', url }).initialize();
      for (const sql of ['UPDATE audit_log SET user_id = 1', 'DELETE FROM audit_log'])
        await expect(source.query(sql)).rejects.toThrow(/denied/);
      await source.destroy();
      // Erasing changes lines: with this account it does nothing at all.
      const erasing = new PersonData(limited.database, limited.clock);
      const denied: unknown = await erasing
        .erase({ corpId, externalUserId: 'wmXuJing' })
        .catch((error: unknown) => error);
      expect(isDenied(denied)).toBe(true);
      expect((await webView.card('wmXuJing')).body.followUps).toHaveLength(1);
    } finally {
      await limited.close();
      await system.database.query(`DROP USER '${account}'@'%'`);
    }
  });
});
