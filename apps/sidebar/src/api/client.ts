import { errorBodySchema } from '@sidecard/contracts';
import { CHAT_HEADER, WEB_VIEW_HEADER } from '@sidecard/contracts/addresses';
import type * as z from 'zod/mini';
import { ProblemError } from '../problem';
import { within } from '../within';

/** An answer that takes longer will not come. Milliseconds. */
const DEADLINE_MS = 15_000;

interface Asking extends RequestInit {
  headers?: Record<string, string>;
}

export function ask(path: string, mark: string, init?: Asking): Promise<Response> {
  return fetch(path, { ...init, headers: { ...init?.headers, [WEB_VIEW_HEADER]: mark } });
}

/** What a write is sent with: who is asking, and the customer whose chat the client has just said is open. */
export interface Writing {
  mark: string;
  openChat: string;
}

export function write(path: string, { mark, openChat }: Writing, body?: object): Promise<Response> {
  return post(path, mark, body, { headers: { [CHAT_HEADER]: openChat } });
}

/** What is about no customer. */
export function post(path: string, mark: string, body?: object, init?: Asking): Promise<Response> {
  return ask(path, mark, {
    ...init,
    method: 'POST',
    headers: { ...init?.headers, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}

/** @throws ProblemError for no answer in time, a refusal, and an answer of another shape */
export async function read<Schema extends z.ZodMiniType>(
  answer: Promise<Response>,
  schema: Schema,
  deadlineMs = DEADLINE_MS,
): Promise<z.infer<Schema>> {
  const response = await within(deadlineMs, answer).catch(() => null);
  if (!response) throw new ProblemError({ code: 'NETWORK_LOST' });
  const body: unknown = await within(DEADLINE_MS, response.json()).catch(() => null);
  if (response.ok) {
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    throw new ProblemError({ code: 'UNEXPECTED', technical: parsed.error.message });
  }
  const refusal = errorBodySchema.safeParse(body);
  // Whatever stands between us and the API answers in its own words.
  if (!refusal.success)
    throw new ProblemError({ code: 'NETWORK_LOST', technical: `HTTP ${response.status}` });
  const { code, requestId, details } = refusal.data;
  throw new ProblemError({ code, requestId, ...(details ? { technical: JSON.stringify(details) } : {}) });
}
