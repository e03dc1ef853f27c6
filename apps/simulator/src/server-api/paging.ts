import { Refusal } from './refusal.js';

/**
 * One page of a list that grows at its end only; what is not shown any more stays in it. So whoever pages while things
 * change misses nothing that was there all the time.
 */
export function pageOf<Entry>(
  entries: readonly Entry[],
  { cursor, limit }: { cursor?: string | undefined; limit: number },
  isShown: (entry: Entry) => boolean = () => true,
): { page: Entry[]; nextCursor: string } {
  const start = cursor ? pageStart(cursor) : 0;
  const shown = entries.slice(start).filter(isShown);
  const next = shown[limit];
  return {
    page: shown.slice(0, limit),
    nextCursor: next === undefined ? '' : pageCursor(entries.indexOf(next, start)),
  };
}

function pageCursor(offset: number): string {
  return Buffer.from(`offset:${offset}`).toString('base64url');
}

function pageStart(cursor: string): number {
  const [, offset] = /^offset:(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (!offset) throw new Refusal(50100);
  return Number(offset);
}
