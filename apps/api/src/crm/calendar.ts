const DAY_MS = 24 * 60 * 60 * 1000;

/** `2026-11-29`: what day it is on the clocks of a time zone like `Asia/Shanghai`. @param at ms since 1970 */
export function dayAt(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv', { timeZone }).format(at);
}

/** How many whole days have gone by. @param since and now, ms since 1970 */
export function daysSince(since: number, now: number): number {
  return Math.floor((now - since) / DAY_MS);
}

/** What it was so many days ago, ms since 1970. */
export function daysAgo(days: number, now: number): number {
  return now - days * DAY_MS;
}
