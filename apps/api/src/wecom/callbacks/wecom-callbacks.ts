import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import * as z from 'zod';
import type { CallbackSecrets } from '../../config/app-config.js';
import { Corps } from '../../config/corps.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import type { WecomApp } from '../wecom-app.js';
import { isSignedWith, openSealed } from './callback-crypto.js';
import type { CallbackEvent } from './callback-event.js';
import { CallbackRefused, type RefusalReason } from './callback-refused.js';
import { fieldsOf, textOf } from './callback-xml.js';
import { readCallbackEvent } from './read-event.js';
import { SeenNonces } from './seen-nonces.js';

/** Which app a url says it is for. As it came: nothing says yet that there is such an app. */
export interface CallbackAddress {
  corpId: string;
  agentId: string;
}

/** An event that really comes from the platform. */
export interface ReceivedCallback {
  app: WecomApp;
  /** What was sealed, to the letter. */
  message: string;
  event: CallbackEvent;
}

interface Receiver {
  app: WecomApp;
  secrets: CallbackSecrets;
  window: { timestampMs: number; nonceMs: number };
}

const querySchema = z.object({
  msg_signature: z.string().regex(/^[0-9a-f]{40}$/),
  timestamp: z.string().regex(/^\d{1,12}$/),
  nonce: z.string().min(1).max(128),
});
const verificationSchema = querySchema.extend({ echostr: z.string() });
type Query = z.infer<typeof querySchema>;

/** Tells the platform's calls (chapter 6) from everybody else's, and what they say. */
@Injectable()
export class WecomCallbacks {
  /** Who is not there is looked at like anybody, with secrets that nobody has. */
  private readonly nobody: Receiver;

  constructor(
    private readonly corps: Corps,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly seenNonces: SeenNonces,
  ) {
    const drawn = randomBytes(32).toString('hex');
    this.nobody = {
      app: { corpId: '', agentId: 0 },
      secrets: { token: drawn, encodingAesKey: drawn.slice(0, 43) },
      window: { timestampMs: 0, nonceMs: 0 },
    };
  }

  /**
   * What the admin console asks when the url is saved (6.1).
   * @returns the plaintext, which is the answer
   * @throws CallbackRefused
   */
  verifyUrl(address: CallbackAddress, query: unknown): string {
    const { echostr, ...signed } = parsed('query', () => verificationSchema.parse(query));
    const receiver = this.receiverAt(address);
    const echo = this.open(receiver, signed, echostr);
    return parsed('message', () => textOf(echo));
  }

  /**
   * One event (6.2, 6.3).
   * @param body as it came
   * @throws CallbackRefused
   */
  receive(address: CallbackAddress, query: unknown, body: Uint8Array): ReceivedCallback {
    const signed = parsed('query', () => querySchema.parse(query));
    const envelope = parsed('envelope', () => fieldsOf(textOf(body)));
    const said = (name: string) => envelope.filter(([field]) => field === name).map(([, text]) => text);
    const [encrypted, ...more] = said('Encrypt');
    if (typeof encrypted !== 'string' || more.length > 0) throw new CallbackRefused('envelope');

    const receiver = this.receiverAt(address);
    const opened = this.open(receiver, signed, encrypted);
    const { app } = receiver;
    // Events of the corp name no app, or an empty one (6.2).
    const isForUs =
      said('ToUserName').every((corpId) => corpId === app.corpId) &&
      said('AgentID').every((agentId) => agentId === '' || agentId === String(app.agentId));
    if (!isForUs) throw new CallbackRefused('addressee');

    const { message, event } = parsed('message', () => {
      const text = textOf(opened);
      return { message: text, event: readCallbackEvent(text, this.clock.now()) };
    });
    return { app, message, event };
  }

  private receiverAt({ corpId, agentId }: CallbackAddress): Receiver {
    const corp = this.corps.find(corpId);
    const app = corp?.apps.find((candidate) => String(candidate.agentId) === agentId);
    if (!corp || !app?.callback) return this.nobody;
    return {
      app: { corpId: corp.corpId, agentId: app.agentId },
      secrets: app.callback,
      window: corp.callbackWindow,
    };
  }

  /** The proofs common to both, in this order: nothing is decrypted for somebody who does not know the token. */
  private open({ app, secrets, window }: Receiver, query: Query, encrypted: string): Buffer {
    const { msg_signature: signature, timestamp, nonce } = query;
    if (!isSignedWith(secrets.token, signature, [timestamp, nonce, encrypted]))
      throw new CallbackRefused(app === this.nobody.app ? 'unknown_app' : 'signature');
    if (Math.abs(this.clock.now() - Number(timestamp) * 1000) > window.timestampMs)
      throw new CallbackRefused('timestamp');
    if (this.seenNonces.isTaken(app, { timestamp, nonce }, signature, window.nonceMs))
      throw new CallbackRefused('nonce');
    return openSealed(encrypted, secrets.encodingAesKey, app.corpId);
  }
}

/** @throws CallbackRefused for whatever is thrown while reading what came from outside */
function parsed<Result>(reason: RefusalReason, parse: () => Result): Result {
  try {
    return parse();
  } catch {
    throw new CallbackRefused(reason);
  }
}
