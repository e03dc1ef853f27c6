import { z } from 'zod';

/** What came of one request. */
export interface Outcome {
  /** Null when nobody has answered. */
  status: number | null;
  /** Why nobody has: `timeout`, `ECONNREFUSED`, … */
  problem: string | null;
  /** The beginning of what was answered. */
  answer: Buffer;
}

const LONGEST_ANSWER = 4_096;
const causeSchema = z.object({ cause: z.object({ code: z.string() }) });

/**
 * One request as the platform makes it: it follows no redirects, and hangs up at the deadline.
 * @param deadlineMs for the whole answer
 */
export async function ask(
  url: string,
  init: RequestInit,
  deadlineMs: number,
  stopped: AbortSignal,
): Promise<Outcome> {
  const signal = AbortSignal.any([stopped, AbortSignal.timeout(deadlineMs)]);
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', signal });
    return { status: response.status, problem: null, answer: await beginningOf(response) };
  } catch (error) {
    return { status: null, problem: problemOf(error), answer: Buffer.alloc(0) };
  }
}

async function beginningOf({ body }: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= LONGEST_ANSWER) break;
  }
  return Buffer.concat(chunks).subarray(0, LONGEST_ANSWER);
}

function problemOf(error: unknown): string {
  if (error instanceof DOMException) return error.name === 'TimeoutError' ? 'timeout' : 'stopped';
  return causeSchema.safeParse(error).data?.cause.code ?? String(error);
}
