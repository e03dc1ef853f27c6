import type { z } from 'zod';
import type { Platform } from '../platform/platform.js';
import type { App, Corp } from '../world/world.js';
import { Refusal } from './refusal.js';

/** Who is calling, once the token has been checked. */
export interface Caller {
  corp: Corp;
  app: App;
}

/** One path of the server API that wants an access token. */
export interface Endpoint<Params> {
  method: 'GET' | 'POST';
  /** Below /cgi-bin. */
  path: string;
  /** Query of a GET, JSON body of a POST; both the query and the files where the body is a form. */
  params: z.ZodType<Params>;
  /** The errcode for a parameter that is not there at all; any other flaw is 40058. */
  missing?: Partial<Record<keyof Params & string, number>>;
  /** List fields that error bodies carry too, empty (chapter 0). */
  emptyOnError?: object;
  /** Wants the app to be listed under 可调用接口的应用 (1.0). */
  customerApi?: boolean;
  /** The body is `multipart/form-data`. */
  takesForm?: boolean;
  answer(platform: Platform, caller: Caller, params: Params): object;
}

/** An endpoint whose parameter type is known only to itself. */
export type AnyEndpoint = Omit<Endpoint<unknown>, 'params' | 'missing' | 'answer'> & {
  answerRaw(platform: Platform, caller: Caller, input: unknown): object;
};

export function endpoint<Params>(definition: Endpoint<Params>): AnyEndpoint {
  return {
    ...definition,
    answerRaw(platform, caller, input) {
      const parsed = definition.params.safeParse(input);
      if (parsed.success) return definition.answer(platform, caller, parsed.data);
      const flaw = parsed.error.issues[0];
      const field = String(flaw?.path[0] ?? '');
      const absent = isRecord(input) && (input[field] === undefined || input[field] === '');
      const missingErrcode = absent ? missingErrcodes(definition)[field] : undefined;
      throw missingErrcode ? new Refusal(missingErrcode) : new Refusal(40058, field);
    },
  };
}

function missingErrcodes<Params>(definition: Endpoint<Params>): Record<string, number | undefined> {
  return definition.missing ?? {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
