import { callbackCrypto, envelopeXml, type Letter } from '@sidecard/simulator';
import * as fc from 'fast-check';
import { callbackSecrets } from './called-back.js';
import type { LetterChanges } from './letters.js';
import { sprucesSales } from './web-view.js';

/** What must come of a mutant. `genuine` is what was sealed, to the byte. */
export type Verdict = 'accepted' | 'refused' | 'genuine or refused' | 'anything but a crash';

/** One way to spoil a letter, or only to write it in another way. */
export interface Mutation {
  name: string;
  verdict: Verdict;
  /** Where it happens before signing: what comes out is signed properly. */
  changes?: LetterChanges;
  /** Where it happens to the finished request. What leaves all as it was is no mutation. */
  after?: (letter: Letter) => { url: string; body: string | Buffer };
}

const { pad } = callbackCrypto;
const { corpId, agentId } = sprucesSales;
const MESSAGE_AT = 20;
/** Beyond what the API reads of a body. */
const TOO_LARGE = 64 * 1024 + 1;

const position = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const at = (length: number, where: number) => Math.floor(length * where);
const bytes = fc.uint8Array({ minLength: 1, maxLength: 40 }).map((array) => Buffer.from(array));
const bit = fc.integer({ min: 0, max: 7 }).map((n) => 1 << n);

/** Bytes put in place of others, between them, or left out. */
const splice = fc
  .record({
    where: position,
    cut: fc.integer({ min: 0, max: 40 }),
    put: fc.oneof(fc.constant(Buffer.alloc(0)), bytes),
  })
  .map(({ where, cut, put }) => (buffer: Buffer) => {
    const from = at(buffer.length, where);
    return Buffer.concat([buffer.subarray(0, from), put, buffer.subarray(from + cut)]);
  });

const flip = fc.record({ where: position, bit }).map((flipped) => (buffer: Buffer) => {
  const from = at(buffer.length, flipped.where);
  const changed = Buffer.from(buffer);
  changed[from] = (changed[from] ?? 0) ^ flipped.bit;
  return changed;
});

const damage = fc.oneof(flip, splice);

/** Neither text nor a whole element ends with it, so that no message is left that could be read. */
const brokenMessage = fc.oneof(
  fc
    .constantFrom('<!DOCTYPE xml>', '<!DOCTYPE xml [<!ENTITY many "ha">]>')
    .map((doctype) => (message: Buffer) => Buffer.concat([Buffer.from(doctype), message])),
  fc.integer({ min: 1, max: 100 }).map((cut) => (message: Buffer) => message.subarray(0, -cut)),
  position.map((where) => (message: Buffer) => inserted(message, where, Buffer.of(0xff))),
  position.map((where) => (message: Buffer) => inserted(message, where, Buffer.of(0))),
  fc
    .constantFrom('</xml>', '<xml>', '&many;', '<a', '<![CDATA[')
    .map((tail) => (message: Buffer) => Buffer.concat([message, Buffer.from(tail)])),
  fc.integer({ min: 1, max: 9_000 }).map((depth) => () => Buffer.from('<a>'.repeat(depth))),
  bytes.map((garbage) => () => garbage),
);

function inserted(buffer: Buffer, where: number, put: Buffer): Buffer {
  const from = at(buffer.length, where);
  return Buffer.concat([buffer.subarray(0, from), put, buffer.subarray(from)]);
}

function reframed(framed: Buffer, change: (message: Buffer) => Buffer): Buffer {
  const end = framed.length - corpId.length;
  const message = change(framed.subarray(MESSAGE_AT, end));
  const head = Buffer.from(framed.subarray(0, MESSAGE_AT));
  head.writeUInt32BE(message.length, 16);
  return Buffer.concat([head, message, framed.subarray(end)]);
}

const insideOut = fc.oneof(
  brokenMessage.map((change): Mutation => ({
    name: 'a message that is none',
    verdict: 'refused',
    changes: { padded: (framed) => pad(reframed(framed, change)) },
  })),
  fc.oneof(fc.integer({ min: -2_000, max: 2_000 }), fc.integer()).map((by): Mutation => ({
    name: 'a length that is wrong',
    verdict: by === 0 ? 'accepted' : 'refused',
    changes: {
      padded: (framed) => {
        framed.writeUInt32BE((framed.readUInt32BE(16) + by) >>> 0, 16);
        return pad(framed);
      },
    },
  })),
  fc.string({ maxLength: 40 }).map((receiverId): Mutation => ({
    name: 'another receiver',
    verdict: receiverId === corpId ? 'accepted' : 'refused',
    changes: { receiverId },
  })),
  bytes.map((more): Mutation => ({
    name: 'something between message and receiver',
    verdict: 'refused',
    changes: {
      padded: (framed) => {
        const end = framed.length - corpId.length;
        return pad(Buffer.concat([framed.subarray(0, end), more, framed.subarray(end)]));
      },
    },
  })),
  fc
    .record({ count: fc.integer({ min: 0, max: 255 }), blocks: fc.integer({ min: 1, max: 3 }) })
    .map(({ count, blocks }): Mutation => ({
      name: 'a padding of other bytes',
      // Right once in a while; then it is no mutant.
      verdict: 'genuine or refused',
      changes: {
        padded: (framed) => {
          const missing = pad(framed).length - framed.length;
          return Buffer.concat([framed, Buffer.alloc(missing + 32 * (blocks - 1), count)]);
        },
      },
    })),
  flip.map((change): Mutation => ({
    name: 'one bit of the padding',
    verdict: 'refused',
    changes: {
      padded: (framed) => Buffer.concat([framed, change(pad(framed).subarray(framed.length))]),
    },
  })),
  fc.uint8Array({ maxLength: 19 }).map((short): Mutation => ({
    name: 'a frame that is too short',
    verdict: 'refused',
    changes: { padded: () => pad(Buffer.from(short)) },
  })),
  fc
    .record({
      blocks: fc.integer({ min: 0, max: 4 }),
      garbage: fc.uint8Array({ minLength: 160, maxLength: 160 }),
    })
    .map(({ blocks, garbage }): Mutation => ({
      name: 'garbage that is sealed properly',
      verdict: 'refused',
      changes: { padded: () => Buffer.from(garbage.subarray(0, 32 * blocks)) },
    })),
);

const ciphertext = fc.oneof(
  damage.map((change): Mutation => ({
    // It is signed anew: whoever has the token can garble sixteen bytes of a text.
    name: 'a ciphertext that is damaged',
    verdict: 'anything but a crash',
    changes: { encrypted: (sealed) => change(Buffer.from(sealed, 'base64')).toString('base64') },
  })),
  fc.record({ where: position, bit }).map((flipped): Mutation => ({
    name: 'one bit of the last block',
    verdict: 'refused',
    changes: {
      encrypted: (sealed) => {
        const all = Buffer.from(sealed, 'base64');
        const from = all.length - 16 + at(16, flipped.where);
        all[from] = (all[from] ?? 0) ^ flipped.bit;
        return all.toString('base64');
      },
    },
  })),
  fc.integer({ min: 1, max: 400 }).map((cut): Mutation => ({
    name: 'a ciphertext that is cut',
    verdict: 'refused',
    changes: { encrypted: (sealed) => Buffer.from(sealed, 'base64').subarray(0, -cut).toString('base64') },
  })),
  bytes.map((more): Mutation => ({
    name: 'a ciphertext with something behind it',
    verdict: 'refused',
    changes: {
      encrypted: (sealed) => Buffer.concat([Buffer.from(sealed, 'base64'), more]).toString('base64'),
    },
  })),
  fc
    .record({ where: position, put: fc.constantFrom('\n', '\r\n', ' ', '=', '-', '_', '.', 'é', '\u0000') })
    .map(({ where, put }): Mutation => ({
      name: 'base64 with something in it',
      verdict: 'refused',
      changes: {
        encrypted: (sealed) => {
          const from = at(sealed.length, where);
          return sealed.slice(0, from) + put + sealed.slice(from);
        },
      },
    })),
  fc.string({ unit: 'binary', maxLength: 200 }).map((text): Mutation => ({
    name: 'something else in place of base64',
    verdict: 'refused',
    changes: { encrypted: () => text },
  })),
);

const envelopes = fc.oneof(
  fc
    .constantFrom<(sealed: string) => string>(
      (sealed) => `<xml><Encrypt>${sealed}</Encrypt></xml>`,
      (sealed) =>
        `\uFEFF<?xml version="1.0"?>\n<xml a="b"> <Encrypt c="d"><![CDATA[${sealed}]]></Encrypt>\n</xml>\n`,
      (sealed) => `<xml><Encrypt>${sealed.slice(0, 9)}<!-- -->${sealed.slice(9)}</Encrypt><AgentID/></xml>`,
      (sealed) => `<xml><Encrypt>&#${sealed.charCodeAt(0)};${sealed.slice(1)}</Encrypt></xml>`,
      (sealed) =>
        `<xml><AgentID>${agentId}</AgentID><More><Encrypt>x</Encrypt></More><Encrypt>${sealed}</Encrypt></xml>`,
    )
    .map((body): Mutation => ({
      name: 'the envelope in other ways',
      verdict: 'accepted',
      changes: { body },
    })),
  fc
    .constantFrom<(sealed: string) => string>(
      () => '',
      () => '<xml/>',
      (sealed) => `<yml><Encrypt>${sealed}</Encrypt></yml>`,
      (sealed) => `<xml><Encrypt>${sealed}</Encrypt><Encrypt>${sealed}</Encrypt></xml>`,
      (sealed) => `<xml><Encrypt><b>${sealed}</b></Encrypt></xml>`,
      (sealed) => `<xml><encrypt>${sealed}</encrypt></xml>`,
      (sealed) => `<xml><Encrypt>${sealed}</Encrypt>`,
      (sealed) => `<xml><Encrypt> ${sealed}</Encrypt></xml>`,
      (sealed) => `<!DOCTYPE xml SYSTEM "file:///etc/passwd"><xml><Encrypt>${sealed}</Encrypt></xml>`,
      (sealed) => `<!DOCTYPE xml [<!ENTITY e "${sealed}">]><xml><Encrypt>&e;</Encrypt></xml>`,
      (sealed) => `<xml><Encrypt>${sealed}</Encrypt><AgentID>1000003</AgentID></xml>`,
      (sealed) => envelopeXml('wwbegonia5f6a7b8c9d', '', sealed),
      (sealed) => `${'<xml>'.repeat(9_000)}<Encrypt>${sealed}</Encrypt>`,
      (sealed) => JSON.stringify({ Encrypt: sealed }),
    )
    .map((body): Mutation => ({
      name: 'the envelope as it must not be',
      verdict: 'refused',
      changes: { body },
    })),
  damage.map((change): Mutation => ({
    name: 'a body that is damaged',
    verdict: 'genuine or refused',
    after: ({ url, body }) => ({ url, body: change(Buffer.from(body)) }),
  })),
  fc.uint8Array({ maxLength: 500 }).map((garbage): Mutation => ({
    name: 'a body of garbage',
    verdict: 'refused',
    after: ({ url }) => ({ url, body: Buffer.from(garbage) }),
  })),
);

const parameter = fc.constantFrom('msg_signature', 'timestamp', 'nonce');
const signatures = fc.oneof(
  fc
    .record({
      name: parameter,
      value: fc.oneof(
        fc.string({ maxLength: 60 }),
        fc.stringMatching(/^[0-9a-f]{40}$/),
        fc.nat().map(String),
      ),
    })
    .map(({ name, value }) => queried('another value', (query) => query.set(name, value))),
  parameter.map((name) => queried('a value that is missing', (query) => query.delete(name))),
  parameter.map((name) =>
    queried('a value that is there twice', (query) => query.append(name, query.get(name) ?? '')),
  ),
  fc.record({ where: position, digit: fc.stringMatching(/^[0-9a-fA-F]$/) }).map(({ where, digit }) =>
    queried('another digit', (query) => {
      const signature = query.get('msg_signature') ?? '';
      const from = at(signature.length, where);
      query.set('msg_signature', signature.slice(0, from) + digit + signature.slice(from + 1));
    }),
  ),
  fc.constant(
    queried('upper case', (query) =>
      query.set('msg_signature', (query.get('msg_signature') ?? '').toUpperCase()),
    ),
  ),
  fc.stringMatching(/^[A-Za-z0-9]{1,32}$/).map((token): Mutation => ({
    name: 'another token',
    verdict: 'refused',
    changes: { secrets: { ...callbackSecrets(sprucesSales), token } },
  })),
  fc.integer({ min: 601, max: 10_000_000 }).map((off): Mutation => ({
    name: 'another time',
    verdict: 'refused',
    changes: { timestamp: String(FUZZ_TIME_S + (off % 2 ? off : -off)) },
  })),
);

/** The time it is while mutants are made: seconds since 1970. */
export const FUZZ_TIME_S = 1_800_000_000;

function queried(what: string, change: (query: URLSearchParams) => void): Mutation {
  return {
    name: `the query with ${what}`,
    verdict: 'refused',
    after: ({ url, body }) => {
      const changed = new URL(url);
      change(changed.searchParams);
      return { url: changed.href, body };
    },
  };
}

export const mutations: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 4, arbitrary: insideOut },
  { weight: 3, arbitrary: ciphertext },
  { weight: 3, arbitrary: envelopes },
  { weight: 2, arbitrary: signatures },
);

/** Told apart because nothing of it is read: it is answered with 413, or with nothing. */
export const tooLarge: Mutation = {
  name: 'a body that is too large',
  verdict: 'refused',
  after: ({ url, body }) => ({ url, body: body.replace('</xml>', `${' '.repeat(TOO_LARGE)}</xml>`) }),
};
