import { HttpService } from '@nestjs/axios';
import { Inject, Injectable } from '@nestjs/common';
import type { AxiosResponse } from 'axios';
import type { z } from 'zod';
import { LOGGER, type Logger } from '../../platform/logger.js';
import { outcomeOf } from '../errcodes.js';
import type { WecomApp } from '../wecom-app.js';
import { WecomError } from '../wecom-error.js';
import { errcodeOf } from './errcode-of.js';

export interface WecomCall {
  method: 'GET' | 'POST';
  /** Below /cgi-bin. */
  path: string;
  query?: Record<string, string | number>;
  body?: object;
  /** Whose token the call carries. Only /gettoken goes without. */
  app?: WecomApp;
}

/**
 * Every call to the platform goes through here, on the one axios instance of `@nestjs/axios`. Tokens are the
 * interceptor's business (`access-token.interceptor.ts`); this turns answers into our types and refusals into `WecomError`.
 */
@Injectable()
export class WecomTransport {
  constructor(
    private readonly http: HttpService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @throws WecomError for a refusal, an answer of another shape, and when the platform can't be reached */
  async call<Answer>(call: WecomCall, answer: z.ZodType<Answer>): Promise<Answer> {
    const response = await this.send(call);
    const errcode = errcodeOf(response.data);
    if (errcode) throw this.refusal(call, errcode);
    const parsed = answer.safeParse(response.data);
    if (parsed.success) return parsed.data;
    const where = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
    throw new WecomError(
      'busy',
      call.path,
      null,
      `an answer of another shape (${where || 'no JSON object'})`,
    );
  }

  private async send({ method, path, query, body, app }: WecomCall): Promise<AxiosResponse<unknown>> {
    try {
      return await this.http.axiosRef.request<unknown>({
        method,
        url: `/cgi-bin${path}`,
        ...(query ? { params: query } : {}),
        ...(body ? { data: body } : {}),
        ...(app ? { wecomApp: app } : {}),
      });
    } catch (error) {
      if (error instanceof WecomError) throw error;
      // The axios error itself goes no further: it holds the url, and the url holds the token.
      throw new WecomError('busy', path, null, `no answer (${describe(error)})`);
    }
  }

  private refusal({ path, app }: WecomCall, errcode: number): WecomError {
    const outcome = outcomeOf(errcode);
    if (outcome === null) this.logger.error({ ...app, path, errcode }, 'WeCom errcode we have never met');
    return new WecomError(outcome ?? 'bug', path, errcode, `refused with errcode ${errcode}`);
  }
}

function describe(error: unknown): string {
  if (typeof error !== 'object' || error === null) return typeof error;
  if ('response' in error && error.response) return `HTTP ${String(Reflect.get(error.response, 'status'))}`;
  return 'code' in error ? String(error.code) : 'unknown cause';
}
