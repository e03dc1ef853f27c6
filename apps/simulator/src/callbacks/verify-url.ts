import { ask } from './ask.js';
import { seal } from './crypto.js';
import { signedUrl, type Receiver, type Sealing } from './letter.js';

export type UrlCheck = { ok: true } | { ok: false; problem: string };

/**
 * What the admin console does before it saves a callback url (6.1): the receiver has to show that it can decrypt, and
 * answers with the plaintext and with nothing else.
 * @param echo what it has to find
 */
export async function verifyCallbackUrl(
  { corpId, settings }: Receiver,
  echo: string,
  sealing: Sealing,
  { verifyTimeoutMs }: { verifyTimeoutMs: number },
  stopped: AbortSignal,
): Promise<UrlCheck> {
  const encrypted = seal(echo, corpId, settings.encodingAesKey, sealing.random);
  const url = new URL(signedUrl(settings, encrypted, sealing));
  url.searchParams.set('echostr', encrypted);
  const { status, problem, answer } = await ask(url.href, {}, verifyTimeoutMs, stopped);
  if (problem) return { ok: false, problem };
  if (status !== 200) return { ok: false, problem: `status ${status}` };
  if (!answer.equals(Buffer.from(echo)))
    return { ok: false, problem: `answered ${JSON.stringify(answer.toString())} instead of the plaintext` };
  return { ok: true };
}
