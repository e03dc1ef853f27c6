import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { corpId, startCalledBack, type CalledBack } from './called-back.js';
import { openSealed, type ReceivedRequest } from './callback-receiver.js';

let here: CalledBack;
beforeEach(async () => {
  here = await startCalledBack();
  // A busy machine must not fail what is not about time.
  here.simulator.callbacks.manners.verifyTimeoutMs = 60_000;
});
afterEach(() => here.close());

const verify = () => here.simulator.callbacks.verifyUrl(corpId, 1000002);

function echoed({ query }: ReceivedRequest): string {
  const echo = query.get('echostr') ?? '';
  expect(query.get('msg_signature')).toBe(here.sales.sign(query, echo));
  const { message, receiveId } = openSealed(echo, here.sales.settings.encodingAesKey);
  expect(receiveId).toBe(corpId);
  return message;
}

describe('a callback url', () => {
  it('is good when it answers with what it has decrypted', async () => {
    here.sales.answerTo = (request) => ({ status: 200, body: echoed(request) });
    expect(await verify()).toEqual({ ok: true });
    expect(here.sales.requests[0]).toMatchObject({ method: 'GET', body: '' });
    expect(here.sales.requests[0]?.query.get('from')).toBe('wecom');
  });

  it.each([
    ['in quotes', (echo: string) => `"${echo}"`],
    ['with a newline', (echo: string) => `${echo}\n`],
    ['after a byte order mark', (echo: string) => `\uFEFF${echo}`],
    ['not at all', () => ''],
  ])('is refused when it answers %s', async (_how, body) => {
    here.sales.answerTo = (request) => ({ status: 200, body: body(echoed(request)) });
    expect(await verify()).toEqual({
      ok: false,
      problem: expect.stringContaining('instead of the plaintext'),
    });
  });

  it('is refused when it says something else than 200', async () => {
    here.sales.answerTo = (request) => ({ status: 201, body: echoed(request) });
    expect(await verify()).toEqual({ ok: false, problem: 'status 201' });
  });

  it('is refused when it is too slow or not there, and asked once only', async () => {
    here.simulator.callbacks.manners.verifyTimeoutMs = 50;
    here.sales.answerTo = () => 'nothing';
    expect(await verify()).toEqual({ ok: false, problem: 'timeout' });
    expect(here.sales.requests).toHaveLength(1);
    await here.sales.close();
    expect(await verify()).toEqual({ ok: false, problem: 'ECONNREFUSED' });
  });
});
