import { createCipheriv, createHash } from 'node:crypto';

/** Padding goes up to whole blocks of this many bytes, though AES has blocks of 16 (6.3). */
const BLOCK = 32;

/** A message as the platform encrypts it (6.3). @param random 16 bytes */
export function seal(message: string, receiveId: string, encodingAesKey: string, random: Buffer): string {
  return encrypt(pad(frame(message, receiveId, random)), encodingAesKey);
}

/** 16 random bytes, the length of the message, the message, and who is meant. */
export function frame(message: string, receiveId: string, random: Buffer): Buffer {
  const text = Buffer.from(message);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return Buffer.concat([random, length, text, Buffer.from(receiveId)]);
}

/** 1 to 32 bytes, each saying how many they are: a whole block when nothing was missing. */
export function pad(framed: Buffer): Buffer {
  const missing = BLOCK - (framed.length % BLOCK);
  return Buffer.concat([framed, Buffer.alloc(missing, missing)]);
}

/** The key's 43rd letter may carry bits that belong to nothing: Node's decoder does not mind, and nobody must. */
export function encrypt(padded: Buffer, encodingAesKey: string): string {
  const key = Buffer.from(encodingAesKey, 'base64');
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
}

/** Over the four in the order of their bytes (6.1, 6.2). */
export function callbackSignature(
  token: string,
  timestamp: string,
  nonce: string,
  encrypted: string,
): string {
  const sorted = [token, timestamp, nonce, encrypted].toSorted((one, other) =>
    Buffer.compare(Buffer.from(one), Buffer.from(other)),
  );
  return createHash('sha1').update(sorted.join('')).digest('hex');
}
