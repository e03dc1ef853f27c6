const DAY_MS = 24 * 60 * 60 * 1000;

/** One for each time zone: making it takes longer than all it is asked, and much memory that nobody counts. */
const calendars = new Map<string, Intl.DateTimeFormat>();

/** `2026-11-29`: what day it is on the clocks of a time zone like `Asia/Shanghai`. @param at ms since 1970 */
export function dayAt(at: number, timeZone: string): string {
  // Swedes write days as we do.
  const calendar = calendars.get(timeZone) ?? new Intl.DateTimeFormat('sv', { timeZone });
  calendars.set(timeZone, calendar);
  return calendar.format(at);
}

/** `2026-11`, likewise. */
export function monthAt(at: number, timeZone: string): string {
  return dayAt(at, timeZone).slice(0, 'yyyy-mm'.length);
}

/** How many whole days have gone by. @param since and now, ms since 1970 */
export function daysSince(since: number, now: number): number {
  return Math.floor((now - since) / DAY_MS);
}

/** What it was so many days ago, ms since 1970. */
export function daysAgo(days: number, now: number): number {
  return now - days * DAY_MS;
}
