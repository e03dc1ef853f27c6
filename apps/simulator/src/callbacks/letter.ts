import type { Draws } from '../random.js';
import type { CallbackSettings } from '../world/world.js';
import { callbackSignature, seal } from './crypto.js';
import { envelopeXml } from './message.js';

/** One app of one corp, and what its administrator has saved for its callbacks. */
export interface Receiver {
  corpId: string;
  agentId: number;
  settings: CallbackSettings;
}

/** What differs between two sealings of one message. */
export interface Sealing {
  /** Seconds since 1970. */
  timestamp: string;
  nonce: string;
  /** 16 bytes. */
  random: Buffer;
}

/** A request as it goes out. */
export interface Letter {
  url: string;
  body: string;
}

export interface Message {
  xml: string;
  /** The envelope names the app for its own events, and nobody for those of the corp (6.2). */
  ofTheApp: boolean;
}

/** @param now seconds since 1970 */
export function drawSealing(draws: Draws, now: number): Sealing {
  return {
    timestamp: String(now),
    nonce: String(draws.int(100_000_000, 2_147_483_647)),
    random: Buffer.from(Array.from({ length: 16 }, () => draws.int(0, 255))),
  };
}

export function sealLetter(receiver: Receiver, message: Message, sealing: Sealing): Letter {
  const { corpId, settings } = receiver;
  const encrypted = seal(message.xml, corpId, settings.encodingAesKey, sealing.random);
  return {
    url: signedUrl(settings, encrypted, sealing),
    body: envelope(receiver, message, encrypted),
  };
}

export function envelope({ corpId, agentId }: Receiver, { ofTheApp }: Message, encrypted: string): string {
  return envelopeXml(corpId, ofTheApp ? String(agentId) : '', encrypted);
}

/** The url with what proves that it is the platform who calls. */
export function signedUrl(
  { url, token }: CallbackSettings,
  encrypted: string,
  { timestamp, nonce }: Sealing,
): string {
  const signed = new URL(url);
  signed.searchParams.set('msg_signature', callbackSignature(token, timestamp, nonce, encrypted));
  signed.searchParams.set('timestamp', timestamp);
  signed.searchParams.set('nonce', nonce);
  return signed.href;
}
