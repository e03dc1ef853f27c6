import * as z from 'zod';

/** What came back from an address of our own, asked for as anybody outside would. */
export interface OutsideAnswer {
  status: number;
  /** Where a redirect leads, absolute. */
  location: string | null;
  isHtml: boolean;
  /** Its beginning. */
  body: string;
}

/** `problem` is Node's name for why there is none, like `ECONNREFUSED`. */
export type Outside = { answer: OutsideAnswer; problem: null } | { answer: null; problem: string };

const PATIENCE_MS = 5_000;
const MOST_BYTES = 64 * 1024;

/** Follows no redirects. Never throws for what the other side does. */
export async function askOutside(url: string, init: RequestInit = {}): Promise<Outside> {
  try {
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const location = response.headers.get('location');
    const answer = {
      status: response.status,
      location: location && URL.canParse(location, url) ? new URL(location, url).href : location,
      isHtml: (response.headers.get('content-type') ?? '').startsWith('text/html'),
      body: await beginningOf(response),
    };
    return { answer, problem: null };
  } catch (error) {
    return { answer: null, problem: problemOf(error) };
  }
}

/** What stands in a finding for the status of an answer, or of none. */
export function statusOf({ answer, problem }: Outside): string {
  return answer ? String(answer.status) : problem;
}

async function beginningOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= MOST_BYTES) break;
  }
  return Buffer.concat(chunks).toString();
}

/** Of whatever kind: errors of `fetch` say in their cause what the trouble is. */
const troubleSchema = z.union([
  z.object({ cause: z.object({ code: z.string() }) }).transform(({ cause }) => cause.code),
  z.object({ code: z.string() }).transform(({ code }) => code),
  z.object({ name: z.string() }).transform(({ name }) => name),
]);

/** Node's name for what went wrong on the way, like `ENOTFOUND` or `TimeoutError`. */
export function problemOf(error: unknown): string {
  return troubleSchema.safeParse(error).data ?? 'unknown';
}
