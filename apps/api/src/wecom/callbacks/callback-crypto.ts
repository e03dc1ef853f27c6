import { createCipheriv, createDecipheriv, hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { CallbackRefused } from './callback-refused.js';

/** Padding goes up to whole blocks of this many bytes, though AES has blocks of 16 (6.3). */
const BLOCK = 32;
/** 16 random bytes, and the length of the message in four. */
const LENGTH_AT = 16;
const MESSAGE_AT = 20;

/**
 * Over exactly these values and the token, in the order of their bytes (6.1, 6.2). Compared in constant time.
 * @param signature 40 hexadecimal digits in lower case: others are refused before
 */
export function isSignedWith(token: string, signature: string, values: readonly string[]): boolean {
  return timingSafeEqual(Buffer.from(signatureOf(token, values)), Buffer.from(signature));
}

/** What proves that whoever sends these values knows the token (6.1, 6.2). */
export function signatureOf(token: string, values: readonly string[]): string {
  const sorted = [token, ...values]
    .map((value) => Buffer.from(value))
    .toSorted((one, other) => Buffer.compare(one, other));
  return hash('sha1', Buffer.concat(sorted));
}

/** As the platform seals (6.3): what `openSealed` opens. */
export function seal(message: string, encodingAesKey: string, receiverId: string): string {
  const text = Buffer.from(message);
  const head = Buffer.concat([randomBytes(LENGTH_AT), Buffer.alloc(MESSAGE_AT - LENGTH_AT)]);
  head.writeUInt32BE(text.length, LENGTH_AT);
  const content = Buffer.concat([head, text, Buffer.from(receiverId)]);
  const missing = BLOCK - (content.length % BLOCK);
  const key = Buffer.from(encodingAesKey, 'base64');
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([content, Buffer.alloc(missing, missing)]);
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
}

/**
 * What is sealed (6.3). Node finds no padding of 32, and `@wecom/crypto` minds neither padding, length nor receiver: all of
 * that is looked at here.
 * @param encodingAesKey 43 letters, whose last may carry bits that belong to nothing: Node's decoder does not mind
 * @throws CallbackRefused
 */
export function openSealed(encrypted: string, encodingAesKey: string, receiverId: string): Buffer {
  const key = Buffer.from(encodingAesKey, 'base64');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(ciphertextOf(encrypted)), decipher.final()]);
  const content = withoutPadding(padded);
  if (content.length < MESSAGE_AT) throw new CallbackRefused('length');
  const end = MESSAGE_AT + content.readUInt32BE(LENGTH_AT);
  if (end > content.length) throw new CallbackRefused('length');
  if (!content.subarray(end).equals(Buffer.from(receiverId))) throw new CallbackRefused('receiver');
  return content.subarray(MESSAGE_AT, end);
}

/** Base64 as an encoder writes it. Node's decoder skips what it does not know: newlines, dots, letters of other alphabets. */
function ciphertextOf(encrypted: string): Buffer {
  const bytes = Buffer.from(encrypted, 'base64');
  if (bytes.length === 0 || bytes.length % BLOCK !== 0 || bytes.toString('base64') !== encrypted)
    throw new CallbackRefused('base64');
  return bytes;
}

/** 1 to 32 bytes, each saying how many they are (6.3). */
function withoutPadding(padded: Buffer): Buffer {
  const count = padded.at(-1) ?? 0;
  const content = padded.subarray(0, padded.length - count);
  const padding = padded.subarray(content.length);
  if (count < 1 || count > BLOCK || padding.some((byte) => byte !== count))
    throw new CallbackRefused('padding');
  return content;
}
