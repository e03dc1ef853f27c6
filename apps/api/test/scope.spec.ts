import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { apiPaths, doctorPath, type DoctorReport, type Timeline } from '@sidecard/contracts';
import { getCorp, getGroupChat, getMember } from '@sidecard/simulator';
import { CallbackEventRow } from '../src/callbacks/callback-event.entity.js';
import { CustomerProfile } from '../src/crm/company/built-in/customer-profile.entity.js';
import { FollowUp } from '../src/crm/follow-ups/follow-up.entity.js';
import { Order } from '../src/crm/company/built-in/order.entity.js';
import { LiveChanges } from '../src/live/index.js';
import { cacheKeysOf, primaryKeysOf } from './support/inspect-storage.js';
import { ofCrm } from './support/scope-of-crm.js';
import { ofFollowUps } from './support/scope-of-follow-ups.js';
import { editedXml, letterTo, post } from './support/letters.js';
import { routesOf } from './support/routes.js';
import { fieldOf, rowsOf } from './support/crm.js';
import { triedOnScripts } from './support/scope-of-scripts.js';
import { startSystem, type System } from './support/system.js';
import { begonias, loggedIn, sprucesSales, WebView } from './support/web-view.js';
import { changesInTwoCorps } from './wecom-changes/in-two-corps.js';

/** 张伟 of one corp and 张薇 of the other have the same user id, agent id, and a customer of the same id. */
const SAME_CUSTOMER = 'wmLinXiaoyu';

let system: System;
let atSpruce: WebView;
let atBegonia: WebView;
beforeAll(async () => {
  system = await startSystem({
    configure: ({ corps }) => {
      // So that every kind of key there is gets written.
      for (const corp of corps)
        Object.assign(corp, {
          proveIdentity: { afterMs: 60_000 },
          roles: { corp: ['sunyue', 'hejing'], team: 'all', scripts: ['zhangwei'] },
        });
    },
  });
  atSpruce = await loggedIn(system, 'ZhangWei', sprucesSales);
  atBegonia = await loggedIn(system, 'ZhangWei', begonias, atSpruce.jar);
  for (const { corpId } of [sprucesSales, begonias]) {
    const shared = { corpId, externalUserId: SAME_CUSTOMER };
    const { manager } = system.database;
    await manager.insert(CustomerProfile, { ...shared, level: corpId, ownerUserId: 'zhangwei' });
    await manager.insert(Order, {
      ...shared,
      orderNumber: 'same-number',
      title: corpId,
      status: 'paid',
      amountMinor: 1,
      currency: 'CNY',
      orderedAt: system.clock.now(),
    });
    await manager.insert(FollowUp, {
      ...shared,
      followUpId: 'same-id',
      authorUserId: 'zhangwei',
      note: corpId,
      createdAt: system.clock.now(),
      nextContactOn: null,
      stage: null,
      editedAt: null,
      deletedAt: null,
    });
  }
});
afterAll(() => system.close());

/** What each route shows to the same ids in the two corps. A new route has to say here how it is tried. */
const tried: Record<string, () => Promise<void>> = {
  'GET /api/bootstrap': async () => {
    const spruce = (await atSpruce.bootstrap()).body;
    const begonia = (await atBegonia.bootstrap()).body;
    expect(spruce).toMatchObject({
      corp: { name: '云杉净水' },
      member: { userId: 'zhangwei', name: '张伟' },
    });
    expect(begonia).toMatchObject({
      corp: { name: '海棠花艺' },
      member: { userId: 'zhangwei', name: '张薇' },
    });
  },
  'GET /api/customers/:externalUserId/card': async () => {
    for (const [webView, name, person] of [
      [atSpruce, '林小雨', '张伟'],
      [atBegonia, '林晓宇', '张薇'],
    ] as const) {
      const { corpId } = webView.app;
      const { body } = await webView.card(SAME_CUSTOMER);
      expect(body).toMatchObject({
        name,
        followUps: [{ note: corpId, author: { name: person } }],
      });
      expect(fieldOf(body, 'level')).toMatchObject({ badge: { zh: corpId } });
      expect(fieldOf(body, 'owner')).toMatchObject({ member: { name: person } });
      expect(rowsOf(body, 'orders')).toMatchObject([[{ text: corpId }, {}, {}, {}, {}]]);
      expect(body.followUps).toHaveLength(1);
    }
  },
  'POST /api/customers/find': async () => {
    for (const [webView, name] of [
      [atSpruce, '林小雨'],
      [atBegonia, '林晓宇'],
    ] as const) {
      await webView.card(SAME_CUSTOMER);
      for (const text of ['', 'lxy']) {
        const { body } = await webView.find(text);
        const same = body.customers.find(({ externalUserId }) => externalUserId === SAME_CUSTOMER);
        expect(same?.name).toBe(name);
      }
    }
  },
  'GET /api/group-chats/:chatId': async () => {
    const { world } = system.simulator;
    const chat = structuredClone(getGroupChat(getCorp(world, sprucesSales.corpId), 'wrSpruceRiverside'));
    getCorp(world, begonias.corpId).groupChats.push({ ...chat, name: '婚礼群' });
    for (const [webView, name, owner, guest] of [
      [atSpruce, '滨江花园净水团购群', '张伟', '林小雨'],
      [atBegonia, '婚礼群', '张薇', '林晓宇'],
    ] as const) {
      await webView.card(SAME_CUSTOMER);
      const { body } = await webView.groupChat(chat.chatId);
      expect(body).toMatchObject({ name, owner: { userId: 'zhangwei', name: owner } });
      const same = body.guests.find(({ externalUserId }) => externalUserId === SAME_CUSTOMER);
      expect(same).toMatchObject({ name: guest, servedBy: [{ name: owner }] });
    }
  },
  'POST /api/card-layout': async () => {
    for (const webView of [atSpruce, atBegonia])
      await webView.arrange({ order: [webView.app.corpId], folded: [] });
    for (const webView of [atSpruce, atBegonia])
      expect((await webView.bootstrap()).body.cardLayout.order).toEqual([webView.app.corpId]);
  },
  'GET /api/admin/doctor': async () => {
    for (const [userId, app, other] of [
      ['SunYue', sprucesSales, begonias],
      ['HeJing', begonias, sprucesSales],
    ] as const) {
      const supervisor = await loggedIn(system, userId, app);
      const { body } = await supervisor.ask<DoctorReport>(doctorPath);
      expect(new Set(body.findings.map(({ corpId }) => corpId))).toEqual(new Set([null, app.corpId]));
      expect(JSON.stringify(body)).not.toContain(other.corpId);
    }
  },
  'GET /api/customer-contact': async () => {
    const corp = getCorp(system.simulator.world, begonias.corpId);
    getMember(corp, 'ZhangWei').customerContact = false;
    expect((await atSpruce.ask(apiPaths.customerContact)).status).toBe(200);
    expect((await atBegonia.ask(apiPaths.customerContact)).body.code).toBe('CUSTOMER_CONTACT_DISABLED');
    getMember(corp, 'ZhangWei').customerContact = true;
  },
  ...ofFollowUps(() => ({ system, atSpruce, atBegonia, customer: SAME_CUSTOMER })),
  'POST /api/customers/:externalUserId/phones/reveal': async () => {
    expect((await atSpruce.revealPhones(SAME_CUSTOMER)).body.phones).toEqual(['13800010001', '021-55550101']);
    expect((await atBegonia.revealPhones(SAME_CUSTOMER)).body.phones).toEqual(['13100080008']);
  },
  'GET /api/auth/start': async () => {
    const forOther = new WebView(system, begonias, 'ZhangWei');
    const start = await forOther.request(apiPaths.loginStart(forOther.mark, '/s/wwspruce0a1b2c3d4e/1000002'));
    expect(start).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
  },
  'GET /api/auth/callback/:corpId/:agentId': async () => {
    const webView = new WebView(system, sprucesSales, 'ZhangWei');
    const callback = new URL(await webView.authorize(await webView.beginLogin()));
    callback.pathname = apiPaths.loginCallback(begonias);
    expect((await webView.request(callback.href)).body.code).toBe('OAUTH_STATE_INVALID');
  },
  'POST /api/auth/logout': async () => {
    const leaving = await loggedIn(system, 'ZhangWei', sprucesSales);
    const staying = await loggedIn(system, 'ZhangWei', begonias, leaving.jar);
    expect((await leaving.logOut()).status).toBe(204);
    expect((await leaving.bootstrap()).body.code).toBe('SESSION_CHANGED');
    expect((await staying.bootstrap()).status).toBe(200);
  },
  'GET /wecom/callback/:corpId/:agentId': async () => {
    for (const { corpId, agentId } of [sprucesSales, begonias])
      expect(await system.simulator.callbacks.verifyUrl(corpId, agentId)).toEqual({ ok: true });
  },
  'POST /wecom/callback/:corpId/:agentId': async () => {
    const message = editedXml(sprucesSales, 1);
    for (const [app, other] of [
      [sprucesSales, begonias],
      [begonias, sprucesSales],
    ] as const) {
      const letter = letterTo(system, app, message);
      const astray = { ...letter, url: letter.url.replace(app.corpId, other.corpId) };
      expect((await post(astray)).status).toBe(403);
      expect((await post(letter)).status).toBe(200);
    }
    const stored = await system.database.manager.find(CallbackEventRow);
    expect(stored.map(({ corpId }) => corpId).toSorted()).toEqual([begonias.corpId, sprucesSales.corpId]);
    expect(new Set(stored.map(({ eventId }) => eventId)).size).toBe(1);
  },
  'GET /health/live': async () => {
    expect((await atSpruce.request('/health/live')).body).toEqual({ status: 'ok' });
  },
  'GET /api/customers/:externalUserId/timeline': async () => {
    for (const [webView, person] of [
      [atSpruce, '张伟'],
      [atBegonia, '张薇'],
    ] as const) {
      await webView.card(SAME_CUSTOMER);
      const { body } = await webView.ask<Timeline>(apiPaths.timeline(SAME_CUSTOMER));
      const told = JSON.stringify(body);
      expect(told).toContain(webView.app.corpId);
      expect(told).not.toContain(webView === atSpruce ? begonias.corpId : sprucesSales.corpId);
      expect(body.entries.find(({ kind }) => kind === 'added')).toMatchObject({ member: { name: person } });
    }
  },
  'GET /api/customers/:externalUserId/live': async () => {
    const live = system.app.get(LiveChanges, { strict: false });
    const heard: string[] = [];
    const stop = live.follow(begonias.corpId, SAME_CUSTOMER, () => heard.push('begonia'));
    live.announce(sprucesSales.corpId, [SAME_CUSTOMER]);
    stop();
    expect(heard).toEqual([]);
    expect((await atBegonia.ask(apiPaths.live(SAME_CUSTOMER))).status).toBe(200);
  },
  ...ofCrm(() => ({ system, atSpruce, atBegonia, customer: SAME_CUSTOMER })),
  'POST /api/customers/:externalUserId/stage': async () => {
    expect((await atSpruce.setStage(SAME_CUSTOMER, 'won')).status).toBe(204);
    expect((await atBegonia.card(SAME_CUSTOMER)).body.stage.current).toBeNull();
    expect((await atBegonia.setStage(SAME_CUSTOMER, 'lost')).status).toBe(204);
    expect((await atSpruce.card(SAME_CUSTOMER)).body.stage.current).toBe('won');
    expect((await atBegonia.card(SAME_CUSTOMER)).body.stage.current).toBe('lost');
  },
  ...triedOnScripts(() => ({ atSpruce, atBegonia })),
  ...changesInTwoCorps(() => ({ system, atSpruce, atBegonia })),
  'GET /health/ready': async () => {
    expect(JSON.stringify((await atSpruce.request('/health/ready')).body)).not.toContain('ww');
  },
};

describe('the same ids in two corps never meet', () => {
  it.each(Object.keys(tried))('on %s', async (route) => {
    await tried[route]?.();
  });

  it('on any route there is', () => {
    expect(Object.keys(tried).toSorted()).toEqual(routesOf(system));
  });

  it('by way of a mark: one corp’s web view does not open the other’s', async () => {
    const pretender = new WebView(system, begonias, 'ZhangWei', atSpruce.jar);
    const random = atSpruce.mark.split('.')[2];

    const answer = await pretender.request(apiPaths.customerCard(SAME_CUSTOMER), {
      headers: { 'x-sidecard-web-view': `${begonias.corpId}.${begonias.agentId}.${random}` },
    });

    expect(answer.body.code).toBe('SESSION_CHANGED');
  });

  it('in any table: every primary key begins with the corp', async () => {
    const keys = await primaryKeysOf(system);

    expect([...keys.keys()]).toEqual([
      'audit_log',
      'callback_events',
      'card_layouts',
      'corp_tags',
      'crm_links',
      'customer_profiles',
      'customer_stages',
      'customers',
      'earlier_proofs',
      'erased_customers',
      'follow_relations',
      'follow_ups',
      'group_chat_members',
      'group_chats',
      'members',
      'orders',
      'retention_states',
      'script_folders',
      'script_marks',
      'script_media',
      'script_media_bytes',
      'script_parts',
      'script_sendings',
      'scripts',
      'session_revocations',
      'sync_states',
      'timeline_entries',
      'webhook_messages',
      'wecom_changes',
    ]);
    for (const [table, columns] of keys)
      expect({ table, first: columns[0] }).toEqual({ table, first: 'corp_id' });
  });

  it('in the cache: every key names its corp, and the agent where it belongs to one', async () => {
    await Promise.all([atSpruce, atBegonia].map((webView) => webView.bootstrap()));
    await new WebView(system, sprucesSales, 'LiNa').beginLogin();
    // A leader, and a customer of theirs only by that.
    await (await loggedIn(system, 'WangQiang')).card('wmHeJun');
    const keys = await cacheKeysOf(system);

    const kindOf = (key: string) => /^\{?(wecom:\w+|\w+)/.exec(key)?.[1] ?? key;
    expect([...new Set(keys.map(kindOf))].filter((kind) => kind !== 'limits').toSorted()).toEqual([
      'crm_shown',
      'departments',
      'login_state',
      'own_customers',
      'session',
      'wecom:access_token',
      'wecom:agent_ticket',
      'wecom:corp_ticket',
    ]);
    for (const key of keys) {
      const ofTheCorp = ['wecom:corp_ticket', 'limits'].includes(kindOf(key));
      expect(key).toMatch(ofTheCorp ? /[:{]ww\w+[}:]/ : /[:{]ww\w+:\d+[}:]/);
    }
  });
});
