import { HttpService } from '@nestjs/axios';
import { Inject, Injectable } from '@nestjs/common';
import { isAxiosError, isCancel, type AxiosRequestConfig, type AxiosResponse } from 'axios';
import { ExponentialBackoff, fullJitterGenerator, handleWhen, retry, type RetryPolicy } from 'cockatiel';
import type { z } from 'zod';
import { WECOM_TIMINGS, type WecomTimings } from '../../config/wecom-timings.js';
import { LOGGER, type Logger } from '../../platform/logger.js';
import { outcomeOf, plightOf } from '../errcodes.js';
import { CallGate } from '../limits/call-gate.js';
import type { WecomApp } from '../wecom-app.js';
import { isWecomError, WecomError } from '../wecom-error.js';
import { WecomMetrics } from '../wecom-metrics.js';
import { callerIpIn, errcodeOf, isJsonObject } from './errcode-of.js';

declare module 'axios' {
  interface AxiosRequestConfig {
    /** Whose token this request carries. Without it the request goes out bare. */
    wecomApp?: WecomApp;
    /** Below /cgi-bin. */
    wecomPath?: string;
    /** One for all tries of a call. */
    tokenReplays?: TokenReplays;
  }
}

/** How many times a refused token may still be replaced. A class: axios copies plain objects. */
class TokenReplays {
  left = 1;
}

export interface WecomCall {
  method: 'GET' | 'POST';
  /** Below /cgi-bin. */
  path: string;
  query?: Record<string, string | number>;
  /** JSON, or a form with files: either can be sent again as it is. */
  body?: object | FormData;
  /** Whose token the call carries. Only /gettoken goes without. */
  app?: WecomApp;
  /** Nothing is different when it happens twice. Unless said, a GET is and a POST is not. */
  idempotent?: boolean;
  /** For one attempt; without it that of business calls. Milliseconds. */
  timeoutMs?: number;
}

/** What is the same in every try of a call. */
type Content = Pick<AxiosRequestConfig, 'data' | 'tokenReplays'> & { headers?: Record<string, string> };

/** The first try and two more (official advice for -1: at most three). */
const MORE_TRIES = 2;

/**
 * Every call to the platform goes through here, on the one axios instance of `@nestjs/axios`. Tokens are the
 * interceptor's business (`credentials/access-token.interceptor.ts`). This is the one place that acts on what a refusal means
 * (`errcodes.ts`), and turns answers into our types.
 */
@Injectable()
export class WecomTransport {
  constructor(
    private readonly http: HttpService,
    private readonly gate: CallGate,
    @Inject(WECOM_TIMINGS) private readonly timings: WecomTimings,
    private readonly metrics: WecomMetrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @throws WecomError for a refusal, an answer of another shape, and when the platform can't be reached */
  async call<Answer>(call: WecomCall, answer: z.ZodType<Answer>): Promise<Answer> {
    const { path, body } = call;
    const content = { ...(await encode(body)), tokenReplays: new TokenReplays() };
    const data = await this.triesOf(call).execute(() => this.attempt(call, content));
    const parsed = answer.safeParse(data);
    if (parsed.success) return parsed.data;
    const where = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
    throw new WecomError('busy', path, null, `an answer of another shape (${where})`);
  }

  /** Trouble with fetching the token is not this call's: that has had its tries. */
  private triesOf({ path, method, idempotent = method === 'GET' }: WecomCall): RetryPolicy {
    const passing = (error: unknown) =>
      // Refused for the crowd alone it has not happened; after a time-out nobody knows.
      isWecomError(error, 'crowded') || (idempotent && isWecomError(error, 'busy') && error.path === path);
    return retry(handleWhen(passing), {
      maxAttempts: MORE_TRIES,
      backoff: new ExponentialBackoff({
        initialDelay: this.timings.backoffMs,
        generator: fullJitterGenerator,
      }),
    });
  }

  /** One request, and what its answer came to. */
  private async attempt(call: WecomCall, content: Content): Promise<object> {
    const { path, app, query } = call;
    const corp = app?.corpId ?? String(query?.['corpid'] ?? '');
    const stop = this.metrics.callSeconds.startTimer({ path });
    let outcome = 'ok';
    try {
      const { data } = await this.send(call, content);
      const errcode = errcodeOf(data);
      if (errcode !== 0) throw await this.refusal(call, errcode, data);
      if (!isJsonObject(data)) throw new WecomError('busy', path, null, 'an answer that is no JSON object');
      return data;
    } catch (error) {
      outcome = error instanceof WecomError ? error.outcome : 'bug';
      throw error;
    } finally {
      stop();
      this.metrics.calls.inc({ corp, path, outcome });
    }
  }

  private async send(
    { method, path, query, app, timeoutMs }: WecomCall,
    content: Content,
  ): Promise<AxiosResponse<unknown>> {
    try {
      return await this.http.axiosRef.request<unknown>({
        method,
        url: `/cgi-bin${path}`,
        timeout: timeoutMs ?? this.timings.callMs,
        ...(query ? { params: query } : {}),
        ...content,
        ...(app ? { wecomApp: app, wecomPath: path } : {}),
      });
    } catch (error) {
      if (!isAxiosError(error) && !isCancel(error)) throw error;
      // The axios error itself goes no further: it holds the url, and the url holds the token.
      throw new WecomError('busy', path, null, `no answer (${describe(error)})`);
    }
  }

  /** Makes everybody act on a refusal that is about all of us. */
  private async refusal({ path, app }: WecomCall, errcode: number, data: unknown): Promise<WecomError> {
    const outcome = outcomeOf(errcode);
    if (outcome === null) this.logger.error({ ...app, path, errcode }, 'WeCom errcode we have never met');
    const until = outcome === 'throttled' && app ? await this.gate.close(app, path) : null;
    if (outcome === 'crowded' && app) await this.gate.narrow(app, path);
    const callerIp = plightOf(errcode) === 'ip_not_trusted' ? callerIpIn(data) : null;
    const reason = `refused with errcode ${errcode}`;
    return new WecomError(outcome ?? 'bug', path, errcode, reason, until, callerIp);
  }
}

/** Once for all tries and replays: they send the same bytes, and their length, which streams would not. */
async function encode(body: WecomCall['body']): Promise<Omit<Content, 'tokenReplays'>> {
  if (!body) return {};
  if (!(body instanceof FormData)) return { data: body };
  const form = new Response(body);
  return {
    data: Buffer.from(await form.arrayBuffer()),
    headers: { 'content-type': form.headers.get('content-type') ?? '' },
  };
}

function describe(error: unknown): string {
  if (typeof error !== 'object' || error === null) return typeof error;
  if ('response' in error && error.response) return `HTTP ${String(Reflect.get(error.response, 'status'))}`;
  return 'code' in error ? String(error.code) : 'unknown cause';
}
