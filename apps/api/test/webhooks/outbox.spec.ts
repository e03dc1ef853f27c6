import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { v7 as timeSortedId } from 'uuid';
import { CustomerProfile } from '../../src/crm/company/built-in/customer-profile.entity.js';
import { CrmLink } from '../../src/crm/company/links/crm-link.entity.js';
import { CustomerStage } from '../../src/crm/stages/customer-stage.entity.js';
import { WebhookMessage } from '../../src/webhooks/webhook-message.entity.js';
import type { Receiver } from '../support/receiver.js';
import type { System } from '../support/system.js';
import { deliver, messagesOf, startTelling } from '../support/told.js';
import { begonias, loggedIn, sprucesSales, sprucesService, type WebView } from '../support/web-view.js';
import { writeChanges } from '../support/written.js';

let system: System;
let receiver: Receiver;
let zhangWei: WebView;
beforeAll(async () => {
  const { system: started, receivers } = await startTelling();
  system = started;
  [receiver = receiver] = receivers;
  zhangWei = await loggedIn(system);
  const profile = { corpId, externalUserId: CUSTOMER, level: 'A', ownerUserId: null };
  await system.database.manager.insert(CustomerProfile, profile);
  await zhangWei.card(CUSTOMER);
});
afterAll(async () => {
  await system.close();
  await receiver.stop();
});
beforeEach(async () => {
  await system.database.getRepository(WebhookMessage).clear();
  receiver.received.length = 0;
});

const { corpId } = sprucesSales;
const CUSTOMER = 'wmLinXiaoyu';

describe('what a member does', () => {
  it('is told with who, whom, when and what, and with a signature that anybody can check', async () => {
    const at = new Date(system.clock.now()).toISOString();
    const { body: followUp } = await zhangWei.addFollowUp(CUSTOMER, '周六来 🚰');
    await zhangWei.setStage(CUSTOMER, 'interested');
    await zhangWei.setStage(CUSTOMER, 'won');
    await deliver(system);

    const who = {
      version: 1,
      at,
      ...sprucesSales,
      externalUserId: CUSTOMER,
      crmKey: null,
      userId: 'zhangwei',
    };
    expect(receiver.received.map(({ message }) => message)).toEqual([
      {
        ...who,
        kind: 'follow_up.added',
        data: { followUpId: followUp.followUpId, note: '周六来 🚰', nextContactOn: null, stage: null },
      },
      {
        ...who,
        kind: 'stage.changed',
        data: { stage: 'interested', label: { zh: '有意向', en: 'Interested' }, previousStage: null },
      },
      {
        ...who,
        kind: 'stage.changed',
        data: { stage: 'won', label: { zh: '已成交', en: 'Won' }, previousStage: 'interested' },
      },
    ]);
    const webhook = new Webhook(receiver.secret);
    for (const received of receiver.received) {
      const { id, headers, body, message } = received;
      expect(headers['content-type']).toBe('application/json');
      expect(id).toMatch(/^msg_[\da-f-]{36}$/);
      expect(receiver.isGenuine(received)).toBe(true);
      expect(receiver.isGenuine({ ...received, body: `${body} ` })).toBe(false);
      const three = {
        'webhook-id': id,
        'webhook-timestamp': String(headers['webhook-timestamp']),
        'webhook-signature': String(headers['webhook-signature']),
      };
      expect(webhook.verify(body, three)).toEqual(message);
      expect(() => webhook.verify(body.replace('zhangwei', 'somebody'), three)).toThrow();
    }
  });

  it('is told with the key of the record that the customer is in the CRM', async () => {
    const link = {
      corpId,
      externalUserId: 'wmHuangLi',
      recordKey: 'C-17',
      linkedByUserId: 'lina',
      linkedAt: 1,
    };
    await system.database.manager.insert(CrmLink, [
      link,
      { ...link, corpId: begonias.corpId, recordKey: 'B-1' },
    ]);
    await zhangWei.addFollowUp('wmHuangLi', '已回访');
    await deliver(system);

    expect(receiver.received).toMatchObject([{ message: { crmKey: 'C-17', externalUserId: 'wmHuangLi' } }]);
  });

  it('is told when they say which record a customer is, and when they take it back', async () => {
    await zhangWei.card('wmXuJing');
    const [candidate] = (await zhangWei.searchCrm('wmXuJing', '林小')).body.candidates;
    const key = candidate?.key ?? '';
    expect((await zhangWei.linkToRecord('wmXuJing', key)).status).toBe(204);
    expect((await zhangWei.unlinkFromRecord('wmXuJing')).status).toBe(204);
    // There is nothing left to take back.
    expect((await zhangWei.unlinkFromRecord('wmXuJing')).status).toBe(204);
    await deliver(system);

    expect(receiver.received.map(({ message }) => message)).toMatchObject([
      { kind: 'customer.linked', externalUserId: 'wmXuJing', crmKey: key, data: { key } },
      { kind: 'customer.unlinked', externalUserId: 'wmXuJing', crmKey: null, data: { key } },
    ]);
  });

  it('to tags and notes is told once WeCom has taken it, phones only that they are others', async () => {
    await zhangWei.tagChoices(CUSTOMER);
    const change = { add: ['etSpruceStageDeal'], remove: ['etSpruceStageTalk'] };
    await zhangWei.changeTags(CUSTOMER, change);
    await zhangWei.changeRemark(CUSTOMER, { remark: '林小雨 一期', phones: ['13700010009'] });
    await deliver(system);
    expect(receiver.received).toEqual([]);
    await writeChanges(system);
    await deliver(system);

    const who = { ...sprucesSales, externalUserId: CUSTOMER, userId: 'zhangwei' };
    expect(receiver.received.map(({ message }) => message)).toMatchObject([
      {
        ...who,
        kind: 'tags.changed',
        data: {
          added: [{ tagId: 'etSpruceStageDeal', name: '已成交' }],
          removed: [{ tagId: 'etSpruceStageTalk', name: '方案沟通' }],
        },
      },
      {
        ...who,
        kind: 'remark.changed',
        data: { remark: '林小雨 一期', description: null, company: null, phonesChanged: true },
      },
    ]);
    expect(JSON.stringify(receiver.received)).not.toContain('13700010009');
  });

  it('sent twice is told once, and refused not at all', async () => {
    const followUpId = randomUUID();
    await Promise.all(
      Array.from({ length: 4 }, () => zhangWei.addFollowUp(CUSTOMER, '只有一条', { followUpId })),
    );
    const refused = [
      await zhangWei.addFollowUp(CUSTOMER, '另一条', { followUpId }),
      await zhangWei.addFollowUp(CUSTOMER, '另一个人的', { openChat: 'wmHuangLi' }),
      await zhangWei.setStage(CUSTOMER, 'no-such-stage'),
    ];

    expect(refused.map(({ status }) => status)).toEqual([400, 409, 400]);
    expect(await messagesOf(system)).toHaveLength(1);
  });

  it('is told to nobody where the corp has nobody to tell', async () => {
    const ofBegonia = await loggedIn(system, 'ZhangWei', begonias);
    expect((await ofBegonia.addFollowUp(CUSTOMER, '海棠的客户')).status).toBe(201);
    expect((await ofBegonia.setStage(CUSTOMER, 'won')).status).toBe(204);
    await deliver(system, begonias.corpId);
    await deliver(system);

    expect(await messagesOf(system)).toEqual([]);
    expect(receiver.received).toEqual([]);
  });

  it('is told to no other corp, though it has a customer of the same id', async () => {
    await zhangWei.addFollowUp(CUSTOMER, '云杉的客户');
    const [message] = await messagesOf(system);
    if (!message) throw new Error('nothing has been written');
    message.corpId = begonias.corpId;
    await system.database.manager.insert(WebhookMessage, message);
    await deliver(system, begonias.corpId);
    await deliver(system);

    expect(receiver.received).toHaveLength(1);
    const states = (await messagesOf(system)).map((row) => [row.corpId, row.state]);
    expect(Object.fromEntries(states)).toEqual({ [begonias.corpId]: 'waiting', [corpId]: 'done' });
  });
});

describe('the order of a customer’s messages', () => {
  it('is that of the changes, whichever app and however many members make them at once', async () => {
    const customer = 'woChenYu';
    const inSales = await loggedIn(system, 'WangQiang', sprucesSales);
    const inService = await loggedIn(system, 'WangQiang', sprucesService);
    for (const member of [inSales, inService]) expect((await member.card(customer)).status).toBe(200);
    const stages = ['new', 'interested', 'proposal', 'won', 'lost'];

    await Promise.all(
      stages.map((stage, n) => (n % 2 === 0 ? inSales : inService).setStage(customer, stage)),
    );
    await deliver(system);

    let previous: unknown = null;
    for (const { message } of receiver.received) {
      expect(message.data['previousStage']).toBe(previous);
      previous = message.data['stage'];
    }
    const kept = await system.database.manager.findOneBy(CustomerStage, { corpId, externalUserId: customer });
    expect(kept?.stage).toBe(previous);
    expect(receiver.received).toHaveLength(stages.length);
    expect(new Set(receiver.received.map(({ message }) => message.agentId)).size).toBe(2);
  });

  it('holds though the clock of another process is ahead', async () => {
    await zhangWei.addFollowUp(CUSTOMER, '先说的');
    const [first] = await messagesOf(system);
    if (!first) throw new Error('nothing has been written');
    const ahead = timeSortedId({ msecs: Date.now() + 3_600_000 });
    await system.database.manager.update(
      WebhookMessage,
      { corpId, messageId: first.messageId },
      { arrival: ahead },
    );
    await zhangWei.addFollowUp(CUSTOMER, '后说的');
    await deliver(system);

    expect(receiver.received.map(({ message }) => message.data['note'])).toEqual(['先说的', '后说的']);
  });
});
