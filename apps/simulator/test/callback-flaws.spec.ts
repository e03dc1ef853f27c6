import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { flawSchema, type Flaw } from '../src/callbacks/flaws.js';
import { corpId, startCalledBack, type CalledBack } from './called-back.js';
import { fieldsOf, openSealed, type ReceivedRequest } from './callback-receiver.js';

const ONE_MEBIBYTE = 2 ** 20;
let here: CalledBack;
beforeAll(async () => {
  here = await startCalledBack();
});
afterAll(() => here.close());
beforeEach(() => {
  here.sales.requests.length = 0;
});

/** What a careful receiver finds first, looking from the outside in. */
function found({ query, body }: ReceivedRequest): string {
  if (body.length > ONE_MEBIBYTE) return 'too large';
  const fields = fieldsOf(body);
  if (!body.startsWith('<xml>') || !fields['Encrypt'] || body.split('<Encrypt>').length !== 2)
    return 'bad envelope';
  if (fields['ToUserName'] !== corpId) return 'for another corp';
  if (query.get('msg_signature') !== here.sales.sign(query, fields['Encrypt'])) return 'bad signature';
  if (Number(query.get('timestamp')) < 1_800_000_000 - 3_600) return 'too old';
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(fields['Encrypt']) || fields['Encrypt'].length % 4) return 'bad base64';
  try {
    const { message, receiveId } = openSealed(fields['Encrypt'], here.sales.settings.encodingAesKey);
    if (receiveId !== corpId) return 'sealed for another corp';
    return message.startsWith('<xml>') ? 'nothing' : 'bad message';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const expected: Record<Flaw, string> = {
  wrongToken: 'bad signature',
  wrongKey: 'the padding is wrong',
  badSignature: 'bad signature',
  upperCaseSignature: 'bad signature',
  noSignature: 'bad signature',
  oldTimestamp: 'too old',
  wrongReceiveId: 'sealed for another corp',
  wrongToUserName: 'for another corp',
  emptyBody: 'bad envelope',
  notXml: 'bad envelope',
  noEncrypt: 'bad envelope',
  twoEncrypts: 'bad envelope',
  doctype: 'bad envelope',
  oversizedBody: 'too large',
  notBase64: 'bad base64',
  truncatedBase64: 'bad base64',
  newlineInBase64: 'bad base64',
  cutCiphertext: 'the padding is wrong',
  zeroPadding: 'the padding is wrong',
  tooMuchPadding: 'the padding is wrong',
  mixedPadding: 'the padding is wrong',
  lengthBeyondEnd: 'the length is wrong',
  hugeLength: 'the length is wrong',
  messageNotXml: 'bad message',
  messageDoctype: 'bad message',
};

describe('a request that must not be believed', () => {
  it.each(flawSchema.options)('has the flaw %s and no other that comes before it', async (flaw) => {
    const { status } = await here.simulator.callbacks.sendFlawed(corpId, 1000002, flaw);
    expect(status).toBe(200);
    expect(here.sales.requests.map(found)).toEqual([expected[flaw]]);
  });

  it('says something that would do harm, or what it is told to say', async () => {
    await here.simulator.callbacks.sendFlawed(corpId, 1000002, 'oldTimestamp');
    await here.simulator.callbacks.sendFlawed(corpId, 1000002, 'oldTimestamp', {
      from: 'sys',
      event: 'change_external_tag',
      fields: { Id: 'etSpruceStage', TagType: 'tag_group', ChangeType: 'delete' },
    });
    expect(here.sales.events()).toMatchObject([
      { ChangeType: 'del_external_contact', UserID: 'ZhangWei', ExternalUserID: 'wmLinXiaoyu' },
      { Event: 'change_external_tag', Id: 'etSpruceStage' },
    ]);
  });

  it('is not counted among what has happened, and is not repeated', async () => {
    here.sales.answers.push({ status: 403, body: 'no' });
    const attempt = await here.simulator.callbacks.sendFlawed(corpId, 1000002, 'wrongToken');
    expect(attempt).toMatchObject({ status: 403, answer: 'no' });
    expect(here.sales.requests).toHaveLength(1);
    expect(here.simulator.callbacks.counts.events).toBe(0);
  });
});
