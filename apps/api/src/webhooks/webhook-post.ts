import type { Readable } from 'node:stream';
import { HttpService } from '@nestjs/axios';
import { Injectable } from '@nestjs/common';
import { isAxiosError, isCancel, type AxiosResponse } from 'axios';
import { Webhook } from 'standardwebhooks';
import type { WebhookConfig } from '../config/app-config.js';

/** How long a receiver may take. Milliseconds. */
const ANSWER_MS = 10_000;

/** The receiver has not said that it has the message; it may have it all the same. Says why, and not where. */
export class NotTakenError extends Error {}

/** Tells a receiver, signed as https://www.standardwebhooks.com has it. */
@Injectable()
export class WebhookPost {
  constructor(private readonly http: HttpService) {}

  /**
   * @param at of this attempt, ms since 1970
   * @param patienceMs how long the receiver may take, ms
   * @throws NotTakenError for every answer but 2xx, and for none
   */
  async send(
    { url, secret }: WebhookConfig,
    { messageId, message }: { messageId: string; message: string },
    at: number,
    patienceMs = ANSWER_MS,
  ): Promise<void> {
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Sidecard',
      'webhook-id': messageId,
      'webhook-timestamp': String(Math.floor(at / 1000)),
      'webhook-signature': new Webhook(secret).sign(messageId, new Date(at), message),
    };
    // Bytes, which axios leaves as they were signed.
    const { status, data } = await this.post(url, Buffer.from(message), headers, patienceMs);
    // Nobody reads what else the answer says, however much that is.
    data.destroy();
    if (status < 200 || status > 299) throw new NotTakenError(`HTTP ${status}`);
  }

  private async post(
    url: string,
    body: Buffer,
    headers: Record<string, string>,
    patienceMs: number,
  ): Promise<AxiosResponse<Readable>> {
    try {
      return await this.http.axiosRef.post<Readable>(url, body, {
        headers,
        maxRedirects: 0,
        responseType: 'stream',
        validateStatus: null,
        signal: AbortSignal.timeout(patienceMs),
      });
    } catch (error) {
      if (isCancel(error)) throw new NotTakenError(`no answer within ${patienceMs / 1000} s`);
      // The axios error itself goes no further: it holds the url and the message.
      if (isAxiosError(error)) throw new NotTakenError(`no answer (${error.code ?? 'unknown cause'})`);
      throw error;
    }
  }
}
