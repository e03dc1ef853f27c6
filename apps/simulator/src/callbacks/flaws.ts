import { z } from 'zod';
import { encrypt, frame, pad, seal } from './crypto.js';
import {
  envelope,
  sealLetter,
  signedUrl,
  type Letter,
  type Message,
  type Receiver,
  type Sealing,
} from './letter.js';
import { envelopeXml } from './message.js';

/** What can be wrong with a request: a forger's work, or a broken one that nobody may trip over. */
export const flawSchema = z.enum([
  // Forged: whoever sends it does not have the token or the key, or repeats what was sent long ago.
  'wrongToken',
  'wrongKey',
  'badSignature',
  'upperCaseSignature',
  'noSignature',
  'oldTimestamp',
  'wrongReceiveId',
  'wrongToUserName',
  // Broken outside: signed properly for what it carries.
  'emptyBody',
  'notXml',
  'noEncrypt',
  'twoEncrypts',
  'doctype',
  'oversizedBody',
  'notBase64',
  'truncatedBase64',
  'newlineInBase64',
  // Broken inside.
  'cutCiphertext',
  'zeroPadding',
  'tooMuchPadding',
  'mixedPadding',
  'lengthBeyondEnd',
  'hugeLength',
  'messageNotXml',
  'messageDoctype',
]);

export type Flaw = z.infer<typeof flawSchema>;

/** The same message, sent as it should be. */
interface Original {
  receiver: Receiver;
  message: Message;
  sealing: Sealing;
}

const DAY_S = 24 * 60 * 60;
const ANOTHER_TOKEN = 'aTokenOfSomebodyElse';
const ANOTHER_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const ANOTHER_CORP = 'ww0000000000000000';
const MUCH = 8 * 1024 * 1024;
const DOCTYPE = '<!DOCTYPE xml [<!ENTITY many "ha">]>';

/** The request with exactly this flaw; everything else about it is right. */
export function flawedLetter(flaw: Flaw, original: Original): Letter {
  const { receiver, message, sealing } = original;
  const { settings } = receiver;
  const letter = sealLetter(receiver, message, sealing);
  switch (flaw) {
    case 'wrongToken':
      return sealLetter({ ...receiver, settings: { ...settings, token: ANOTHER_TOKEN } }, message, sealing);
    case 'wrongKey':
      return carrying(original, seal(message.xml, receiver.corpId, ANOTHER_KEY, sealing.random));
    case 'badSignature':
      return { ...letter, url: resigned(letter, (signature) => signature.replace(/.$/, otherDigit)) };
    case 'upperCaseSignature':
      return { ...letter, url: resigned(letter, (signature) => signature.toUpperCase()) };
    case 'noSignature':
      return { ...letter, url: resigned(letter, () => null) };
    case 'oldTimestamp':
      return sealLetter(receiver, message, {
        ...sealing,
        timestamp: String(Number(sealing.timestamp) - DAY_S),
      });
    case 'wrongReceiveId':
      return carrying(original, seal(message.xml, ANOTHER_CORP, settings.encodingAesKey, sealing.random));
    case 'wrongToUserName':
      return enveloped(original, (encrypted) => envelopeXml(ANOTHER_CORP, '', encrypted));

    case 'emptyBody':
      return { ...letter, body: '' };
    case 'notXml':
      return { ...letter, body: '{"not":"xml"' };
    case 'noEncrypt':
      return enveloped(original, () => `<xml><ToUserName><![CDATA[${receiver.corpId}]]></ToUserName></xml>`);
    case 'twoEncrypts':
      return {
        ...letter,
        body: letter.body.replace('</xml>', '<Encrypt><![CDATA[c2Vjb25k]]></Encrypt></xml>'),
      };
    case 'doctype':
      return { ...letter, body: DOCTYPE + letter.body };
    case 'oversizedBody':
      return { ...letter, body: letter.body.replace('</xml>', `<Filler>${'x'.repeat(MUCH)}</Filler></xml>`) };
    case 'notBase64':
      return carrying(original, '这不是 base64！');
    case 'truncatedBase64':
      return carrying(original, encryptedOf(original).slice(0, -5));
    case 'newlineInBase64':
      return carrying(original, encryptedOf(original).replace(/.{76}/g, '$&\n'));

    case 'cutCiphertext':
      return carrying(
        original,
        Buffer.from(encryptedOf(original), 'base64').subarray(0, -16).toString('base64'),
      );
    case 'zeroPadding':
      return padded(original, (missing) => Buffer.alloc(missing, 0));
    case 'tooMuchPadding':
      return padded(original, (missing) => Buffer.alloc(missing + 32, missing + 32));
    case 'mixedPadding':
      return padded(original, (missing) =>
        missing === 1 ? Buffer.of(2) : Buffer.concat([Buffer.alloc(missing - 1, 1), Buffer.of(missing)]),
      );
    case 'lengthBeyondEnd':
      return lengthened(original, Buffer.byteLength(message.xml) + 1_000);
    case 'hugeLength':
      return lengthened(original, 0xff_ff_ff_ff);
    case 'messageNotXml':
      return sealLetter(receiver, { ...message, xml: '{"not":"xml"' }, sealing);
    case 'messageDoctype':
      return sealLetter(receiver, { ...message, xml: DOCTYPE + message.xml }, sealing);
  }
}

function encryptedOf({ receiver, message, sealing }: Original): string {
  return seal(message.xml, receiver.corpId, receiver.settings.encodingAesKey, sealing.random);
}

/** Something else in the envelope, signed as if it were right. */
function carrying(original: Original, encrypted: string): Letter {
  const { receiver, message, sealing } = original;
  return {
    url: signedUrl(receiver.settings, encrypted, sealing),
    body: envelope(receiver, message, encrypted),
  };
}

function enveloped(original: Original, body: (encrypted: string) => string): Letter {
  const encrypted = encryptedOf(original);
  return { ...carrying(original, encrypted), body: body(encrypted) };
}

/** @param padding gets the number of bytes that are missing */
function padded(original: Original, padding: (missing: number) => Buffer): Letter {
  const framed = framedMessage(original);
  const missing = pad(framed).length - framed.length;
  return carrying(
    original,
    encrypt(Buffer.concat([framed, padding(missing)]), original.receiver.settings.encodingAesKey),
  );
}

function lengthened(original: Original, length: number): Letter {
  const framed = framedMessage(original);
  framed.writeUInt32BE(length, 16);
  return carrying(original, encrypt(pad(framed), original.receiver.settings.encodingAesKey));
}

function framedMessage({ receiver, message, sealing }: Original): Buffer {
  return frame(message.xml, receiver.corpId, sealing.random);
}

function resigned({ url }: Letter, change: (signature: string) => string | null): string {
  const changed = new URL(url);
  const signature = change(changed.searchParams.get('msg_signature') ?? '');
  if (signature === null) changed.searchParams.delete('msg_signature');
  else changed.searchParams.set('msg_signature', signature);
  return changed.href;
}

function otherDigit(digit: string): string {
  return digit === '0' ? '1' : '0';
}
