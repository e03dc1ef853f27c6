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

function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const cause: unknown = error.cause instanceof Error ? Reflect.get(error.cause, 'code') : undefined;
  return typeof cause === 'string' ? cause : error.name;
}
