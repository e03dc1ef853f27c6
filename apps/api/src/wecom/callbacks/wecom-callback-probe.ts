import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { CallbackSecrets } from '../../config/app-config.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import type { WecomApp } from '../wecom-app.js';
import { seal, signatureOf } from './callback-crypto.js';
import type { ReceivedCallback } from './wecom-callbacks.js';

/** A request as the platform makes it, for trying whether it arrives. */
export interface Probe {
  /** With what proves that it is genuine. */
  query: string;
  /** What has to be answered to the check of the url; null where there is a body. */
  echo: string | null;
  body: string | null;
}

/** No event of the platform has that name. */
const EVENT = 'sidecard_doctor';

/** Makes what the platform would send to an app, sealed and signed with what our own configuration says (6.1 to 6.3). */
@Injectable()
export class WecomCallbackProbe {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  /** What the admin console asks when the url is saved. */
  check({ corpId }: WecomApp, secrets: CallbackSecrets): Probe {
    const echo = randomBytes(10).toString('hex');
    const encrypted = seal(echo, secrets.encodingAesKey, corpId);
    return { query: this.signed(secrets, encrypted, { echostr: encrypted }), echo, body: null };
  }

  /** An event that nobody acts on: who receives it knows it for what it is. */
  message({ corpId }: WecomApp, secrets: CallbackSecrets): Probe {
    const createdAt = Math.floor(this.clock.now() / 1000);
    const encrypted = seal(
      `<xml><ToUserName>${corpId}</ToUserName><FromUserName>sys</FromUserName><CreateTime>${createdAt}</CreateTime>` +
        `<MsgType>event</MsgType><Event>${EVENT}</Event></xml>`,
      secrets.encodingAesKey,
      corpId,
    );
    return {
      query: this.signed(secrets, encrypted),
      echo: null,
      body: `<xml><ToUserName>${corpId}</ToUserName><AgentID></AgentID><Encrypt>${encrypted}</Encrypt></xml>`,
    };
  }

  private signed({ token }: CallbackSecrets, encrypted: string, more: Record<string, string> = {}): string {
    const timestamp = String(Math.floor(this.clock.now() / 1000));
    const nonce = randomBytes(8).toString('hex');
    const signature = signatureOf(token, [timestamp, nonce, encrypted]);
    return new URLSearchParams({ msg_signature: signature, timestamp, nonce, ...more }).toString();
  }
}

/** Whether it is our own, and not the platform's. */
export function isProbe({ event }: ReceivedCallback): boolean {
  return event.kind === 'unknown' && event.name === EVENT;
}
