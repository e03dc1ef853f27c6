import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Transactions } from '../../src/database/transactions.js';
import { deadWork, replayDead } from '../../src/work-queue/inspect-queue.js';
import { LeaseLostError } from '../../src/work-queue/work-claims.js';
import { WebhookMessage, webhookQueue } from '../../src/webhooks/webhook-message.entity.js';
import { WebhookPost } from '../../src/webhooks/webhook-post.js';
import type { Receiver } from '../support/receiver.js';
import { askOps } from '../support/ask-ops.js';
import type { System } from '../support/system.js';
import { deliver, messagesOf, otherClaims, otherProcess, startTelling } from '../support/told.js';
import { loggedIn, sprucesSales, type WebView } from '../support/web-view.js';

let system: System;
let receiver: Receiver;
let zhangWei: WebView;
beforeAll(async () => {
  const { system: started, receivers } = await startTelling();
  system = started;
  [receiver = receiver] = receivers;
});
afterAll(async () => {
  await system.close();
  await receiver.stop();
});
beforeEach(async () => {
  await system.database.getRepository(WebhookMessage).clear();
  receiver.received.length = 0;
  receiver.manner = () => 200;
  // Days pass in here.
  zhangWei = await loggedIn(system);
  system.logs.length = 0;
});

const { corpId } = sprucesSales;
const CUSTOMERS = ['wmLinXiaoyu', 'wmHuangLi', 'wmXuJing'];
const [LIN = '', HUANG = ''] = CUSTOMERS;

const notes = () => receiver.received.map(({ message }) => message.data['note']);
const states = async () => (await messagesOf(system)).map(({ state }) => state);
const webhook = () => ({ url: receiver.url, secret: receiver.secret });

describe('a receiver that fails', () => {
  it.each([
    ['500', 500],
    ['410', 410],
    ['a redirect, which nobody follows', 302],
  ])('with %s gets the message again, and the next of that customer waits for it', async (_what, status) => {
    for (const note of ['一', '二']) await zhangWei.addFollowUp(LIN, note);
    await zhangWei.addFollowUp(HUANG, '别人的');
    receiver.manner = ({ message }) => (message.data['note'] === '一' ? status : 200);

    await deliver(system);
    expect(new Set(notes())).toEqual(new Set(['一', '别人的']));
    expect(receiver.received).toHaveLength(2);
    expect(receiver.received.every(({ path }) => path === '/sidecard')).toBe(true);
    const [head] = await messagesOf(system);
    expect(head).toMatchObject({ state: 'waiting', attempts: 1, lastError: `HTTP ${status}` });
    const rest = (head?.nextAttemptAt ?? 0) - system.clock.now();
    expect(rest).toBeGreaterThanOrEqual(4_000);
    expect(rest).toBeLessThanOrEqual(6_000);

    receiver.manner = () => 200;
    system.clock.advance({ seconds: 3 });
    await deliver(system);
    expect(receiver.received).toHaveLength(2);
    system.clock.advance({ seconds: 3 });
    await deliver(system);

    expect(notes().slice(2)).toEqual(['一', '二']);
    const [first, again] = receiver.received.filter(({ message }) => message.data['note'] === '一');
    expect(again).toMatchObject({ id: first?.id, body: first?.body });
    // The time is that of the attempt, so that nobody can repeat an old message.
    expect(again?.headers['webhook-timestamp']).not.toBe(first?.headers['webhook-timestamp']);
    expect(receiver.received.every((received) => receiver.isGenuine(received))).toBe(true);
    expect(await states()).toEqual(['done', 'done', 'done']);
  });

  it('because it is being restarted gets everything once it is back, each customer’s in order', async () => {
    await receiver.stop();
    for (const note of ['一', '二', '三'])
      for (const customer of CUSTOMERS) await zhangWei.addFollowUp(customer, note);
    for (let attempt = 0; attempt < 4; attempt += 1) {
      await deliver(system);
      system.clock.advance({ minutes: 1 });
    }
    expect((await messagesOf(system))[0]?.lastError).toBe('no answer (ECONNREFUSED)');

    await receiver.start();
    await deliver(system);

    for (const customer of CUSTOMERS) {
      const his = receiver.received.filter(({ message }) => message.externalUserId === customer);
      expect(his.map(({ message }) => message.data['note'])).toEqual(['一', '二', '三']);
    }
  });

  it('in the middle of a message gets it again', async () => {
    await zhangWei.addFollowUp(LIN, '一');
    receiver.manner = (_received, response) => {
      response.destroy();
      return null;
    };
    await deliver(system);
    expect(await messagesOf(system)).toMatchObject([
      { state: 'waiting', lastError: 'no answer (ECONNRESET)' },
    ]);
    receiver.manner = () => 200;
    system.clock.advance({ seconds: 6 });
    await deliver(system);

    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);
    expect(await states()).toEqual(['done']);
  });

  it('is not waited for longer than agreed, whether it says nothing or never comes to an end', async () => {
    const post = system.app.get(WebhookPost, { strict: false });
    const send = (patienceMs?: number) =>
      post.send(webhook(), { messageId: 'msg_1', message: '{}' }, system.clock.now(), patienceMs);
    receiver.manner = () => null;
    await expect(send(50)).rejects.toThrow('no answer within 0.05 s');

    receiver.manner = (_received, response) => {
      response.writeHead(200);
      const more = () => response.write('x'.repeat(65_536), (error) => error ?? more());
      more();
      return null;
    };
    await expect(send()).resolves.toBeUndefined();
  });

  it('for three days is given up; the next has its turn, and the first can be sent after all', async () => {
    await zhangWei.addFollowUp(LIN, '一');
    await zhangWei.addFollowUp(LIN, '二');
    receiver.manner = ({ message }) => (message.data['note'] === '一' ? 503 : 200);
    const begunAt = system.clock.now();
    for (;;) {
      await deliver(system);
      const [head] = await messagesOf(system);
      if (head?.state !== 'waiting') break;
      system.clock.advance({ seconds: (head.nextAttemptAt - system.clock.now()) / 1000 });
    }
    const days = (system.clock.now() - begunAt) / 86_400_000;
    expect(days).toBeGreaterThan(2.3);
    expect(days).toBeLessThan(3.7);

    expect(await states()).toEqual(['dead', 'done']);
    const [dead] = await deadWork(system.database, webhookQueue, { corpId }, 10);
    expect(dead).toMatchObject({
      kind: 'follow_up.added',
      subject: LIN,
      attempts: 24,
      lastError: 'HTTP 503',
    });
    receiver.manner = () => 200;
    const transactions = system.app.get(Transactions, { strict: false });
    const replay = (id: string, ofCorp = corpId) =>
      replayDead(transactions, webhookQueue, { corpId: ofCorp, id }, system.clock.now());
    expect(await replay('msg_another')).toBe(0);
    expect(await replay(dead?.messageId ?? '', 'wwbegonia5f6a7b8c9d')).toBe(0);
    expect(await replay(dead?.messageId ?? '')).toBe(1);
    await deliver(system);

    expect(receiver.received.at(-1)?.id).toBe(dead?.messageId);
    expect(await states()).toEqual(['done', 'done']);
  });

  it('is said in the log without what there was to say, to whom, or where', async () => {
    await zhangWei.addFollowUp(LIN, '13800010001 林小雨说周六来');
    receiver.manner = () => 500;
    await deliver(system);
    const said = system.logs.filter((line) => line.includes('webhook message'));

    expect(said).toHaveLength(1);
    expect(JSON.parse(said[0] ?? '')).toMatchObject({ corpId, kind: 'follow_up.added', reason: 'HTTP 500' });
    for (const secret of ['13800010001', '林小雨', '周六', receiver.secret, receiver.url])
      expect(system.logs.join('')).not.toContain(secret);
  });
});

describe('several processes', () => {
  it('send no message at the same time, and keep each customer’s order', async () => {
    for (const note of ['一', '二', '三', '四'])
      for (const customer of CUSTOMERS) await zhangWei.addFollowUp(customer, note);

    const underWay = new Map<string, number>();
    receiver.manner = async ({ message: { externalUserId } }) => {
      underWay.set(externalUserId, (underWay.get(externalUserId) ?? 0) + 1);
      await new Promise(setImmediate);
      const atOnce = underWay.get(externalUserId) ?? 0;
      underWay.set(externalUserId, atOnce - 1);
      return atOnce > 1 ? 500 : 200;
    };
    const processes = Array.from({ length: 4 }, () => otherProcess(system));
    await Promise.all(processes.map((one) => deliver(system, corpId, one)));
    // Who has found nothing due just then has left.
    await deliver(system);

    expect(receiver.received).toHaveLength(12);
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(12);
    for (const customer of CUSTOMERS) {
      const his = receiver.received.filter(({ message }) => message.externalUserId === customer);
      expect(his.map(({ message }) => message.data['note'])).toEqual(['一', '二', '三', '四']);
    }
    expect(new Set(await states())).toEqual(new Set(['done']));
  });

  it('of which one dies between sending and noting it send it again, under the same id', async () => {
    await zhangWei.addFollowUp(LIN, '一');
    await zhangWei.addFollowUp(LIN, '二');
    const dying = otherClaims(system);
    const [claim] = await dying.claim(1, corpId);
    if (!claim) throw new Error('nothing to send');
    await system.app.get(WebhookPost, { strict: false }).send(webhook(), claim[0], system.clock.now());

    await deliver(system);
    expect(notes()).toEqual(['一']);
    system.clock.advance({ seconds: 61 });
    await deliver(system);

    expect(notes()).toEqual(['一', '一', '二']);
    expect(receiver.received[1]).toMatchObject({
      id: receiver.received[0]?.id,
      body: receiver.received[0]?.body,
    });
    const late = system.database.transaction((manager) => dying.done(manager, claim));
    await expect(late).rejects.toThrow(LeaseLostError);
    expect(await states()).toEqual(['done', 'done']);
  });
});

it('the metrics tell what was sent and given up, and how long the oldest has been waiting', async () => {
  await zhangWei.addFollowUp(LIN, '一');
  await zhangWei.addFollowUp(HUANG, '二');
  receiver.manner = ({ message }) => (message.data['note'] === '一' ? 500 : 200);
  await deliver(system);
  system.clock.advance({ seconds: 4 });
  const ask = async () => (await askOps(system, '/metrics')).text;

  const told = await ask();
  const corp = `corp="${corpId}"`;
  expect(told).toContain(`sidecard_webhook_oldest_waiting_seconds{${corp}} 4\n`);
  expect(told).toContain(`sidecard_webhooks_dead{${corp}} 0\n`);
  expect(told).toContain(`sidecard_webhooks_total{${corp},kind="follow_up.added",outcome="sent"}`);
  expect(told).toContain(`sidecard_webhooks_total{${corp},kind="follow_up.added",outcome="postponed"}`);

  await system.database.manager.update(WebhookMessage, { corpId, subject: LIN }, { state: 'dead' });
  const later = await ask();
  expect(later).toContain(`sidecard_webhook_oldest_waiting_seconds{${corp}} 0\n`);
  expect(later).toContain(`sidecard_webhooks_dead{${corp}} 1\n`);
});
