/** How long to leave something alone that has failed: doubled each time. Milliseconds. */
export interface Rest {
  first: number;
  most: number;
}

/** @param attempts that have failed before this one @returns ms */
export function restAfter(attempts: number, { first, most }: Rest): number {
  return Math.min(first * 2 ** attempts, most);
}
