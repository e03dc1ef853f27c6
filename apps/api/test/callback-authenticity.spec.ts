import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { callbackCrypto, envelopeXml, flawSchema } from '@sidecard/simulator';
import { CallbackEventRow } from '../src/callbacks/callback-event.entity.js';
import { WecomCallbacks } from '../src/wecom/index.js';
import { callbackSecrets, callbackUrl } from './support/called-back.js';
import { testCorp } from './support/config.js';
import { editedXml, letterTo, post, type LetterChanges } from './support/letters.js';
import * as samples from './support/official-samples.js';
import { startSystem, type System } from './support/system.js';
import { begonias, sprucesSales, sprucesService } from './support/web-view.js';

const { official } = samples;
const AGES_MS = 100 * 365 * 24 * 60 * 60 * 1000;
const DOCTYPE = '<!DOCTYPE xml [<!ENTITY many "ha">]>';

let system: System;
beforeAll(async () => {
  system = await startSystem({
    configure: ({ corps }) => {
      for (const { corpId, callbackWindow } of corps)
        if (corpId === begonias.corpId) callbackWindow.nonceMs = 60_000;
      // The corp of the official samples, whose clock is that of 2014.
      const { corpId, agentId, token, encodingAesKey } = official;
      const apps = [
        { agentId, name: '官方示例', secret: 'none', callback: { token, encodingAesKey } },
        { agentId: 219, name: '没有回调', secret: 'none', callback: null },
      ];
      const corp = testCorp({ corpId, name: '官方', publicOrigin: 'https://crm.example.com', apps });
      corps.push({ ...corp, callbackWindow: { timestampMs: AGES_MS, nonceMs: AGES_MS } });
    },
  });
});
afterAll(() => system.close());
beforeEach(() => rows().clear());

const rows = () => system.database.getRepository(CallbackEventRow);
const seconds = () => Math.floor(system.clock.now() / 1000);
const withQuery = (query: object) =>
  `${callbackUrl(system.apiUrl, official)}?${new URLSearchParams({ ...query }).toString()}`;

/** What whoever sends it gets to see; the request's own id and the time aside. */
async function seen(response: Response) {
  const { 'x-request-id': _id, date: _date, ...headers } = Object.fromEntries(response.headers);
  return { status: response.status, body: await response.text(), headers };
}

const said = (reason: string) =>
  system.logs.findLast((line) => line.includes('callback refused'))?.includes(`"${reason}"`);

/** What comes of a letter of sales, in the words of the log. */
async function refusedFor(changes: LetterChanges, reason: string): Promise<void> {
  const letter = letterTo(system, sprucesSales, editedXml(sprucesSales, seconds()), changes);
  expect((await post(letter)).status).toBe(403);
  expect({ reason, said: said(reason) }).toEqual({ reason, said: true });
  expect(await rows().count()).toBe(0);
}

describe('the official samples', () => {
  const address = { corpId: official.corpId, agentId: String(official.agentId) };

  it('of a url verification is understood, and answered with the plaintext and nothing else', async () => {
    const wecom = system.app.get(WecomCallbacks, { strict: false });
    expect(wecom.verifyUrl(address, samples.verification)).toBe(samples.verificationPlaintext);

    const answer = await seen(await fetch(withQuery(samples.verification)));
    expect(answer).toMatchObject({
      status: 200,
      body: samples.verificationPlaintext,
      headers: { 'content-type': 'text/plain; charset=utf-8', 'content-length': '19' },
    });
  });

  it('of a message is understood, stored and answered with nothing', async () => {
    const wecom = system.app.get(WecomCallbacks, { strict: false });
    const received = wecom.receive(address, samples.message, Buffer.from(samples.messageBody));
    expect(received).toMatchObject({
      app: { corpId: official.corpId, agentId: official.agentId },
      event: { kind: 'unknown', name: 'text', happenedAt: 1_409_659_813_000 },
    });
    expect(Buffer.byteLength(received.message)).toBe(284);

    const answer = await seen(await post({ url: withQuery(samples.message), body: samples.messageBody }));
    expect(answer).toMatchObject({ status: 200, body: '', headers: { 'content-length': '0' } });
    expect(await rows().find()).toMatchObject([{ message: received.message, state: 'kept' }]);
  });
});

describe('a url that is saved in the console', () => {
  it.each([sprucesSales, sprucesService, begonias])('is the app’s: %j', async ({ corpId, agentId }) => {
    expect(await system.simulator.callbacks.verifyUrl(corpId, agentId)).toEqual({ ok: true });
  });

  it.each([
    ['another token', { secrets: { ...callbackSecrets(sprucesSales), token: 'another' } }],
    ['another key', { secrets: { ...callbackSecrets(sprucesSales), encodingAesKey: 'k'.repeat(43) } }],
    ['another corp’s id', { receiverId: begonias.corpId }],
  ])('is refused with %s', async (_what, changes: LetterChanges) => {
    let echo = '';
    const keep = (encrypted: string) => (echo = encrypted);
    const { url } = letterTo(system, sprucesSales, '1234', { ...changes, encrypted: keep });
    expect((await fetch(`${url}&echostr=${encodeURIComponent(echo)}`)).status).toBe(403);
  });

  it('is refused without anything to echo', async () => {
    expect((await fetch(letterTo(system, sprucesSales, '1234').url)).status).toBe(403);
  });
});

describe('a request with a flaw', () => {
  it.each(flawSchema.options)('%s is not believed', async (flaw) => {
    const { corpId, agentId } = sprucesSales;
    const { status, problem } = await system.simulator.callbacks.sendFlawed(corpId, agentId, flaw);
    // Who is refused in the middle of 8 MB may see nothing but the end of the connection.
    if (flaw === 'oversizedBody') expect(status === 413 || problem !== null).toBe(true);
    else expect(status).toBe(403);
    expect(await rows().count()).toBe(0);
  });

  it.each<[string, LetterChanges]>([
    ['signature', { secrets: { ...callbackSecrets(sprucesSales), token: 'another' } }],
    ['padding', { secrets: { ...callbackSecrets(sprucesSales), encodingAesKey: 'k'.repeat(43) } }],
    ['receiver', { receiverId: begonias.corpId }],
    ['receiver', { receiverId: '' }],
    ['receiver', { receiverId: `${sprucesSales.corpId}x` }],
    ['padding', { padded: (framed) => padWith(framed, () => 0) }],
    ['padding', { padded: (framed) => padWith(framed, (missing) => missing + 32, 32) }],
    ['padding', { padded: (framed) => padWith(framed, (missing, at) => (at === 0 ? missing ^ 1 : missing)) }],
    ['length', { padded: (framed) => callbackCrypto.pad(lengthened(framed, 1_000)) }],
    ['receiver', { padded: (framed) => callbackCrypto.pad(lengthened(framed, 1)) }],
    ['length', { padded: (framed) => callbackCrypto.pad(lengthened(framed, 0xffff_0000)) }],
    ['receiver', { padded: (framed) => callbackCrypto.pad(lengthened(framed, -1)) }],
    ['length', { padded: () => callbackCrypto.pad(Buffer.alloc(19)) }],
    ['length', { padded: () => callbackCrypto.pad(Buffer.alloc(0)) }],
    ['base64', { encrypted: (sealed) => sealed.replace(/.{76}/, '$&\n') }],
    ['base64', { encrypted: (sealed) => `${sealed}\n` }],
    ['base64', { encrypted: (sealed) => sealed.replace(/=*$/, '') }],
    ['base64', { encrypted: () => 'AAAA' }],
    ['base64', { encrypted: () => Buffer.alloc(48).toString('base64') }],
    ['envelope', { body: (sealed) => `<yml><Encrypt>${sealed}</Encrypt></yml>` }],
    ['envelope', { body: (sealed) => `<xml><Encrypt><b>${sealed}</b></Encrypt></xml>` }],
    ['envelope', { body: (sealed) => `<xml><a><Encrypt>${sealed}</Encrypt></a></xml>` }],
    ['envelope', { body: (sealed) => `<xml><Encrypt>${sealed}</Encrypt><Encrypt><b/></Encrypt></xml>` }],
    ['envelope', { body: (sealed) => `${DOCTYPE}${envelopeXml(sprucesSales.corpId, '', sealed)}` }],
    ['envelope', { body: (sealed) => `<xml><Encrypt>${sealed}&many;</Encrypt></xml>` }],
    ['addressee', { body: (sealed) => envelopeXml(begonias.corpId, '', sealed) }],
    ['addressee', { body: (sealed) => envelopeXml(sprucesSales.corpId, '1000003', sealed) }],
  ])('%s: it is said in the log only', async (reason, changes) => {
    await refusedFor(changes, reason);
  });

  it.each([
    ['message', 'not xml'],
    ['message', `${DOCTYPE}<xml><Event>subscribe</Event></xml>`],
    ['message', ''],
  ])('%s: %j', async (reason, message) => {
    expect((await post(letterTo(system, sprucesSales, message))).status).toBe(403);
    expect(said(reason)).toBe(true);
  });

  it('bytes that are no UTF-8, outside and inside', async () => {
    const message = editedXml(sprucesSales, seconds());
    const { url, body } = letterTo(system, sprucesSales, message);
    const spoilt = Buffer.concat([
      Buffer.from(body.replace('</xml>', '<Note>')),
      Buffer.of(0xff),
      Buffer.from('</Note></xml>'),
    ]);
    const answer = await fetch(url, {
      method: 'POST',
      body: spoilt,
      headers: { 'content-type': 'text/xml' },
    });
    expect(answer.status).toBe(403);
    expect(said('envelope')).toBe(true);

    const padded = (framed: Buffer) => {
      framed.fill(0xff, 25, 26);
      return callbackCrypto.pad(framed);
    };
    expect((await post(letterTo(system, sprucesSales, message, { padded }))).status).toBe(403);
    expect(said('message')).toBe(true);
  });

  it.each(['msg_signature', 'timestamp', 'nonce'])('no %s, an empty one or two', async (parameter) => {
    for (const change of [
      (query: URLSearchParams) => query.delete(parameter),
      (query: URLSearchParams) => query.set(parameter, ''),
      (query: URLSearchParams) => query.append(parameter, query.get(parameter) ?? ''),
    ]) {
      const letter = letterTo(system, sprucesSales, editedXml(sprucesSales, seconds()));
      const url = new URL(letter.url);
      change(url.searchParams);
      expect((await post({ ...letter, url: url.href })).status).toBe(403);
      expect(said('query')).toBe(true);
    }
    expect(await rows().count()).toBe(0);
  });

  it('is answered the same way whatever it is, and whomever it is for', async () => {
    const message = editedXml(sprucesSales, seconds());
    const wrongToken = { secrets: { ...callbackSecrets(sprucesSales), token: 'another' } };
    const letters = [
      letterTo(system, sprucesSales, message, wrongToken),
      letterTo(system, sprucesSales, message, { receiverId: begonias.corpId }),
      letterTo(system, sprucesSales, message, { padded: (framed) => padWith(framed, () => 0) }),
      letterTo(system, sprucesSales, message, { timestamp: '1' }),
      letterTo(system, sprucesSales, message, { body: () => 'nothing' }),
      { ...letterTo(system, sprucesSales, message), body: '' },
      letterTo(system, sprucesSales, 'not xml'),
      letterTo(system, { ...sprucesSales, agentId: 1 }, message),
      letterTo(system, { corpId: 'wwnobody', agentId: 1 }, message),
      letterTo(system, { corpId: official.corpId, agentId: 219 }, message),
      { url: `${system.apiUrl}/wecom/callback/x/y`, body: '' },
      { url: `${system.apiUrl}/wecom/callback/%00/0x1?nonce[]=1`, body: '<xml/>' },
    ];

    const answers = await Promise.all(letters.map(async (letter) => seen(await post(letter))));

    expect(answers[0]).toMatchObject({ status: 403, body: '' });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await rows().count()).toBe(0);
  });

  it('names an app that is not there in the log', async () => {
    await post(letterTo(system, { corpId: 'wwnobody', agentId: 1 }, editedXml(sprucesSales, seconds())));
    expect(said('unknown_app')).toBe(true);
  });
});

describe('what it is sent as', () => {
  it.each([
    'text/xml',
    'text/xml; charset=utf-8',
    'application/xml',
    'text/plain',
    'application/json',
    'image/png',
  ])('does not matter: %s', async (type) => {
    const letter = letterTo(system, sprucesSales, editedXml(sprucesSales, seconds()));
    expect((await post(letter, { 'content-type': type })).status).toBe(200);
  });

  it('does not matter when it is not said at all', async () => {
    const { url, body } = letterTo(system, sprucesSales, editedXml(sprucesSales, seconds()));
    expect((await fetch(url, { method: 'POST', body: Buffer.from(body) })).status).toBe(200);
    expect((await fetch(url, { method: 'POST' })).status).toBe(403);
  });

  it.each(['', String(sprucesSales.agentId)])(
    'is for the app whether the envelope says so or not: "%s"',
    async (agentId) => {
      const body = (sealed: string) => envelopeXml(sprucesSales.corpId, agentId, sealed);
      const message = editedXml(sprucesSales, seconds());
      expect((await post(letterTo(system, sprucesSales, message, { body }))).status).toBe(200);
      const bare = (sealed: string) => `<xml><Encrypt>${sealed}</Encrypt></xml>`;
      expect((await post(letterTo(system, sprucesSales, message, { body: bare }))).status).toBe(200);
    },
  );
});

describe('time', () => {
  it.each([600, -600])('may be off by the window, and not by a second more: %i s', async (off) => {
    system.clock.advance({ seconds: 1 - (system.clock.now() % 1_000) / 1_000 });
    const message = editedXml(sprucesSales, seconds() + off);
    const sent = (timestamp: number) =>
      post(letterTo(system, sprucesSales, message, { timestamp: String(timestamp) }));
    expect((await sent(seconds() + off)).status).toBe(200);
    expect((await sent(seconds() + off + Math.sign(off))).status).toBe(403);
    expect(said('timestamp')).toBe(true);
  });

  it('is up once a request is repeated that was sent long ago', async () => {
    const letter = letterTo(system, sprucesSales, editedXml(sprucesSales, seconds()));
    expect((await post(letter)).status).toBe(200);
    system.clock.advance({ seconds: 601 });
    expect((await post(letter)).status).toBe(403);
    expect(said('timestamp')).toBe(true);
  });
});

describe('a nonce', () => {
  /** A nonce is drawn for its second: what was drawn in another is another. */
  const sent = (nonce: string, remark: string, app = sprucesSales, second = seconds()) =>
    post(
      letterTo(system, app, editedXml(app, second, { Remark: remark }), { nonce, timestamp: String(second) }),
    );

  it('is taken once it was here, of its second', async () => {
    expect((await sent('4711', 'first')).status).toBe(200);
    expect((await sent('4711', 'second')).status).toBe(403);
    expect(said('nonce')).toBe(true);
    system.clock.advance({ seconds: 1 });
    expect((await sent('4711', 'third')).status).toBe(200);
  });

  it('is each app’s own', async () => {
    expect((await sent('4712', 'a', sprucesSales)).status).toBe(200);
    expect((await sent('4712', 'a', sprucesService)).status).toBe(200);
    expect((await sent('4712', 'a', begonias)).status).toBe(200);
  });

  it('is not taken by somebody who can’t sign', async () => {
    const wrongToken = { secrets: { ...callbackSecrets(sprucesSales), token: 'another' }, nonce: '4713' };
    await refusedFor(wrongToken, 'signature');
    expect((await sent('4713', 'genuine')).status).toBe(200);
  });

  it('is taken for as long as the corp says, which may be shorter', async () => {
    const second = seconds();
    expect((await sent('4714', 'first', begonias, second)).status).toBe(200);
    system.clock.advance({ seconds: 59 });
    expect((await sent('4714', 'second', begonias, second)).status).toBe(403);
    system.clock.advance({ seconds: 2 });
    expect((await sent('4714', 'third', begonias, second)).status).toBe(200);
  });
});

it('nothing of what was refused is in the log', () => {
  const logged = system.logs.join('');
  for (const secret of [
    'wmLinXiaoyu',
    ...system.simulator.everythingSecret(),
    official.token,
    'msg_signature',
  ])
    expect(logged).not.toContain(secret);
  expect(logged).toContain('callback refused');
});

/** @param byte gets how many are missing, and where it is */
function padWith(framed: Buffer, byte: (missing: number, at: number) => number, more = 0): Buffer {
  const missing = callbackCrypto.pad(framed).length - framed.length;
  const padding = Array.from({ length: missing + more }, (_, at) => byte(missing, at));
  return Buffer.concat([framed, Buffer.from(padding)]);
}

function lengthened(framed: Buffer, by: number): Buffer {
  framed.writeUInt32BE(framed.readUInt32BE(16) + by, 16);
  return framed;
}
