import { apiPaths, WEB_VIEW_HEADER } from '@sidecard/contracts/addresses';
import { createParser } from 'eventsource-parser';
import { restFor } from '../rest-for';

/** Between two tries: the first soon, then longer, never all pages at the same moment. Milliseconds. */
const REST_MS = { first: 1_000, most: 30_000 };

/**
 * Calls back at every change of a customer that the page has not seen, and when it may not listen any more. It is silent about its own trouble:
 * the page asks again anyway whenever it comes into view.
 * @param seen the id of the change the page shows
 * @param signal ends it
 */
export async function followChanges(
  mark: string,
  externalUserId: string,
  seen: string | null,
  onChange: () => void,
  signal: AbortSignal,
): Promise<void> {
  let last = seen;
  let failures = 0;
  const parser = createParser({
    onEvent: ({ id, event }) => {
      if (event !== 'changed' || !id) return;
      last = id;
      onChange();
    },
  });
  while (!signal.aborted) {
    try {
      const answer = await fetch(apiPaths.live(externalUserId), {
        headers: { [WEB_VIEW_HEADER]: mark, ...(last ? { 'last-event-id': last } : {}) },
        signal,
      });
      // Why not, the card is told.
      if ([401, 403, 404].includes(answer.status)) return onChange();
      if (!answer.ok || !answer.body) throw new Error(`HTTP ${answer.status}`);
      failures = 0;
      parser.reset();
      await readAll(answer.body, (text) => parser.feed(text));
    } catch {
      if (signal.aborted) return;
      failures += 1;
    }
    const rest = Math.min(REST_MS.first * 2 ** failures, REST_MS.most);
    await restFor(rest * (0.5 + Math.random() / 2), signal);
  }
}

async function readAll(body: ReadableStream<Uint8Array>, take: (text: string) => void): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    take(decoder.decode(value, { stream: true }));
  }
}
