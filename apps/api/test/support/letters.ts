import { randomBytes, randomInt } from 'node:crypto';
import type { AppScope } from '@sidecard/contracts';
import { callbackCrypto, envelopeXml, messageXml, signedUrl, type Letter } from '@sidecard/simulator';
import type { CallbackSecrets } from '../../src/config/app-config.js';
import { callbackSecrets, callbackUrl } from './called-back.js';
import type { System } from './system.js';

const { encrypt, frame, pad } = callbackCrypto;

/** What a test wants to be otherwise. */
export interface LetterChanges {
  secrets?: CallbackSecrets;
  /** Seconds since 1970. */
  timestamp?: string;
  nonce?: string;
  random?: Buffer;
  receiverId?: string;
  /** What is in front of the encryption, in place of the padded frame. */
  padded?: (framed: Buffer) => Buffer;
  /** What stands in the envelope and is signed, in place of the ciphertext. */
  encrypted?: (encrypted: string) => string;
  /** In place of the envelope. */
  body?: (encrypted: string) => string;
}

/** A request as the platform makes it, signed for whatever it carries. */
export function letterTo(
  { apiUrl, clock }: Pick<System, 'apiUrl' | 'clock'>,
  app: AppScope,
  message: string,
  changes: LetterChanges = {},
): Letter {
  const { secrets = callbackSecrets(app), receiverId = app.corpId, random = randomBytes(16) } = changes;
  const sealing = {
    timestamp: changes.timestamp ?? String(Math.floor(clock.now() / 1000)),
    nonce: changes.nonce ?? String(randomInt(2 ** 31)),
    random,
  };
  const framed = frame(message, receiverId, random);
  const sealed = encrypt((changes.padded ?? pad)(framed), secrets.encodingAesKey);
  const encrypted = changes.encrypted?.(sealed) ?? sealed;
  return {
    url: signedUrl({ url: callbackUrl(apiUrl, app), ...secrets }, encrypted, sealing),
    body: changes.body?.(encrypted) ?? envelopeXml(app.corpId, '', encrypted),
  };
}

/** A member's edit of a customer, as the platform tells it. @param createdAt seconds since 1970 */
export function editedXml({ corpId }: AppScope, createdAt: number, fields: Record<string, string> = {}) {
  return messageXml(corpId, createdAt, {
    from: 'sys',
    event: 'change_external_contact',
    fields: {
      ChangeType: 'edit_external_contact',
      UserID: 'ZhangWei',
      ExternalUserID: 'wmLinXiaoyu',
      ...fields,
    },
  });
}

export async function post({ url, body }: Letter, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, { method: 'POST', body, headers: { 'content-type': 'text/xml', ...headers } });
}
