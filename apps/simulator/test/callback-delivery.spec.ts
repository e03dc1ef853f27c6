import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { corpId, startCalledBack, type CalledBack } from './called-back.js';
import { fieldsOf, openSealed, type ReceivedRequest } from './callback-receiver.js';

let here: CalledBack;
beforeEach(async () => {
  here = await startCalledBack();
});
afterEach(() => here.close());

/** Only the app that sees everybody hears of this. */
function edit(externalUserId = 'wmLinXiaoyu'): void {
  here.simulator.happen({
    kind: 'memberEditsCustomer',
    corpId,
    userId: 'ZhangWei',
    externalUserId,
    remark: '新',
  });
}

const encryptedOf = ({ body }: ReceivedRequest) => fieldsOf(body)['Encrypt'] ?? '';
const customers = () => here.sales.events().map((event) => event['ExternalUserID']);
const tenCustomers = [
  'wmLinXiaoyu',
  'wmZhouMing',
  'wmHuangLi',
  'wmQianFeng',
  'woChenYu',
  'wmLongName',
  'wmScriptName',
  'wmNoAvatar',
  'wmXuJing',
  'wmCaoRui',
];

describe('a callback', () => {
  it('comes in an envelope, signed, sealed for the corp, at the url that was saved', async () => {
    edit();
    await here.simulator.callbacks.settled();

    const [request] = here.sales.requests;
    if (!request) throw new Error('nothing has arrived');
    expect(request.query.get('from')).toBe('wecom');
    expect(request.query.get('timestamp')).toBe('1800000000');
    expect(request.query.get('nonce')).toMatch(/^[0-9]{9,10}$/);
    expect(request.body).toMatch(
      new RegExp(
        `^<xml><ToUserName><!\\[CDATA\\[${corpId}]]></ToUserName>\n<AgentID><!\\[CDATA\\[]]></AgentID>\n` +
          '<Encrypt><!\\[CDATA\\[[A-Za-z0-9+/]+={0,2}]]></Encrypt>\n</xml>$',
      ),
    );
    const opened = openSealed(encryptedOf(request), here.sales.settings.encodingAesKey);
    expect(opened.receiveId).toBe(corpId);
    expect(opened.message).toBe(
      `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName>
<FromUserName><![CDATA[sys]]></FromUserName>
<CreateTime>1800000000</CreateTime>
<MsgType><![CDATA[event]]></MsgType>
<Event><![CDATA[change_external_contact]]></Event>
<ChangeType><![CDATA[edit_external_contact]]></ChangeType>
<UserID><![CDATA[ZhangWei]]></UserID>
<ExternalUserID><![CDATA[wmLinXiaoyu]]></ExternalUserID>
</xml>`,
    );
  });

  it('keeps texts from breaking out of their CDATA', async () => {
    here.simulator.happen({ kind: 'somethingNew', corpId, fields: { Title: 'a]]><b>&c' } });
    await here.simulator.callbacks.settled();
    expect(here.sales.messages()[0]).toContain('<Title><![CDATA[a]]]]><![CDATA[><b>&c]]></Title>');
  });

  it('is known with what became of it', async () => {
    edit();
    await here.simulator.callbacks.settled();
    expect(here.simulator.callbacks.deliveries).toEqual([
      {
        id: 1,
        eventId: 1,
        corpId,
        agentId: 1000002,
        event: 'change_external_contact',
        changeType: 'edit_external_contact',
        message: here.sales.messages()[0],
        state: 'delivered',
        attempts: [{ at: 1_800_000_000_000, status: 200, problem: null, answer: '' }],
      },
    ]);
    expect(here.simulator.callbacks.counts).toEqual({
      events: 1,
      deliveries: 1,
      attempts: 1,
      delivered: 1,
      givenUp: 0,
    });
    here.simulator.callbacks.forget();
    expect(here.simulator.callbacks.deliveries).toEqual([]);
  });

  it('is sealed the same way again for the same seed, and in another for another', async () => {
    const bodies = await Promise.all(
      [5, 5, 6].map(async (seed) => {
        const elsewhere = await startCalledBack(seed);
        elsewhere.simulator.happen({ kind: 'somethingNew', corpId });
        await elsewhere.simulator.callbacks.settled();
        await elsewhere.close();
        return elsewhere.sales.requests[0]?.body;
      }),
    );
    expect(bodies[0]).toBe(bodies[1]);
    expect(bodies[0]).not.toBe(bodies[2]);
  });
});

describe('a receiver', () => {
  it('that fails is called again, with the same request, three times in all', async () => {
    here.sales.answers.push(500, 302);
    edit();
    await here.simulator.callbacks.settled();
    expect(new Set(here.sales.requests.map(({ body }) => body)).size).toBe(1);
    expect(here.simulator.callbacks.deliveries[0]).toMatchObject({
      state: 'delivered',
      attempts: [{ status: 500 }, { status: 302 }, { status: 200 }],
    });

    here.sales.answers.push(500, 500, 500);
    edit();
    await here.simulator.callbacks.settled();
    expect(here.sales.requests).toHaveLength(6);
    expect(here.simulator.callbacks.deliveries[1]?.state).toBe('givenUp');
    expect(here.simulator.callbacks.counts).toMatchObject({ delivered: 1, givenUp: 1, attempts: 6 });
  });

  it('that is deaf is hung up on, and called again', async () => {
    here.simulator.callbacks.manners.timeoutMs = 50;
    here.simulator.callbacks.manners.attempts = 2;
    here.sales.answerTo = () => 'nothing';
    edit();
    await here.simulator.callbacks.settled();
    const attempt = { status: null, problem: 'timeout' };
    expect(here.simulator.callbacks.deliveries[0]).toMatchObject({
      state: 'givenUp',
      attempts: [attempt, attempt],
    });
  });

  it('that is away is called again', async () => {
    await here.sales.close();
    edit();
    await here.simulator.callbacks.settled();
    const attempt = { status: null, problem: 'ECONNREFUSED' };
    expect(here.simulator.callbacks.deliveries[0]).toMatchObject({
      state: 'givenUp',
      attempts: [attempt, attempt, attempt],
    });
  });

  it('that refuses is left alone, if the platform is of the other mind', async () => {
    here.simulator.callbacks.manners.repeatAfterRefusal = false;
    here.sales.answers.push(403);
    edit();
    await here.simulator.callbacks.settled();
    expect(here.sales.requests).toHaveLength(1);
    expect(here.simulator.callbacks.deliveries[0]?.state).toBe('givenUp');
  });

  it('may be told nothing at all', async () => {
    here.simulator.callbacks.manners.attempts = 0;
    edit();
    await here.simulator.callbacks.settled();
    expect(here.sales.requests).toEqual([]);
    expect(here.simulator.callbacks.deliveries[0]).toMatchObject({ state: 'givenUp', attempts: [] });
  });

  it('that is deaf does not keep the platform from closing', async () => {
    here.sales.answerTo = () => 'nothing';
    for (const customer of tenCustomers) edit(customer);
    await here.simulator.callbacks.close();
    expect(here.simulator.callbacks.counts.delivered).toBe(0);
  });
});

describe('duplicates', () => {
  it('are the same message sealed anew', async () => {
    here.simulator.faults.duplicateCallbacks({ times: 3, as: 'fresh' });
    edit();
    await here.simulator.callbacks.settled();
    expect(new Set(here.sales.messages()).size).toBe(1);
    expect(new Set(here.sales.requests.map(({ query }) => query.get('nonce'))).size).toBe(3);
    expect(new Set(here.sales.requests.map(encryptedOf)).size).toBe(3);
    expect(here.simulator.callbacks.deliveries.map(({ id, eventId }) => [id, eventId])).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
    ]);
  });

  it('or literally the same request', async () => {
    here.simulator.faults.duplicateCallbacks({ times: 2, as: 'identical' });
    edit();
    await here.simulator.callbacks.settled();
    const requests = here.sales.requests.map(({ query, body }) => `${query.toString()} ${body}`);
    expect(requests).toHaveLength(2);
    expect(new Set(requests).size).toBe(1);
  });

  it('are not two events of the same second', async () => {
    edit();
    edit();
    await here.simulator.callbacks.settled();
    expect(new Set(here.sales.messages()).size).toBe(1);
    expect(here.simulator.callbacks.deliveries.map(({ eventId }) => eventId)).toEqual([1, 2]);
  });
});

describe('held events', () => {
  it('come late, with the time at which they happened, and signed when they leave', async () => {
    here.simulator.faults.holdCallbacks();
    edit();
    await here.simulator.callbacks.settled();
    expect(here.sales.requests).toEqual([]);
    expect(here.simulator.callbacks.state()).toMatchObject({ holding: true, held: 1 });

    here.clock.advanceSeconds(3_600);
    here.simulator.faults.releaseCallbacks();
    await here.simulator.callbacks.settled();
    expect(here.sales.events()).toMatchObject([{ CreateTime: '1800000000' }]);
    expect(here.sales.requests[0]?.query.get('timestamp')).toBe('1800003600');
    expect(here.simulator.callbacks.state()).toMatchObject({ holding: false, held: 0 });
  });

  it.each(['kept', 'shuffled'] as const)('come in an order that is %s', async (order) => {
    here.simulator.faults.holdCallbacks();
    for (const customer of tenCustomers) edit(customer);
    here.simulator.faults.releaseCallbacks(order);
    await here.simulator.callbacks.settled();
    expect(new Set(customers())).toEqual(new Set(tenCustomers));
    if (order === 'kept') expect(customers()).toEqual(tenCustomers);
    else expect(customers()).not.toEqual(tenCustomers);
  });

  it('are let go when all faults end', async () => {
    here.simulator.faults.holdCallbacks();
    here.simulator.faults.duplicateCallbacks({ times: 2, as: 'fresh' });
    edit();
    here.simulator.faults.clear();
    edit('wmZhouMing');
    await here.simulator.callbacks.settled();
    expect(customers()).toHaveLength(3);
    expect(customers().filter((id) => id === 'wmLinXiaoyu')).toHaveLength(2);
  });
});
