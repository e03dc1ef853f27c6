import { describe, expect, it } from '@jest/globals';
import { callbackSignature, frame, pad, seal } from '../src/callbacks/crypto.js';
import { openSealed } from './callback-receiver.js';

/** The official samples of chapter 8.2. */
const token = 'QDG6eK';
const key = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
const receiveId = 'wx5823bf96d3bd56c7';
const c1 = 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==';
const c2 =
  'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==';

describe('the official samples', () => {
  it('of a url verification come out the same', () => {
    const random = Buffer.from('c41b64491c2468d0');
    expect(seal('1616140317555161061', receiveId, key, random)).toBe(c1);
    expect(callbackSignature(token, '1409659589', '263014780', c1)).toBe(
      '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
    );
    expect(openSealed(c1, key)).toEqual({ message: '1616140317555161061', receiveId, padding: 7, random });
  });

  it('of a message come out the same', () => {
    const { message, random, padding, ...opened } = openSealed(c2, key);
    expect(opened).toEqual({ receiveId });
    expect({ length: Buffer.byteLength(message), padding }).toEqual({ length: 284, padding: 30 });
    expect(message).toContain('<Content><![CDATA[hello]]></Content>');
    expect(message).toContain('<MsgId>4561255354251345929</MsgId>');

    expect(seal(message, receiveId, key, random)).toBe(c2);
    expect(callbackSignature(token, '1409659813', '1372623149', c2)).toBe(
      '477715d11cdb4164915debcba66cb864d751f3e6',
    );
  });
});

describe('padding', () => {
  const random = Buffer.alloc(16, 'r');

  it.each([
    [1, 31 - 20],
    [32, 32 - 20],
    [31, 33 - 20],
    [16, 48 - 20],
  ])('is %i bytes where so many are missing of a block of 32', (padding, length) => {
    const padded = pad(frame('x'.repeat(length), '', random));
    expect(padded.length % 32).toBe(0);
    expect(padded.subarray(-padding)).toEqual(Buffer.alloc(padding, padding));
    expect(openSealed(seal('x'.repeat(length), '', key, random), key)).toMatchObject({ padding });
  });

  it('comes after as many bytes as the text has, not after as many signs', () => {
    const message = '林小雨👨‍👩‍👧‍👦';
    expect(openSealed(seal(message, receiveId, key, random), key)).toMatchObject({ message, receiveId });
  });
});
