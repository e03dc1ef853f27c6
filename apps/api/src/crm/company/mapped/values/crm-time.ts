export type TimeUnit = 's' | 'ms';

const EARLIEST = Date.UTC(1000, 0, 1);
const LATEST = Date.UTC(9999, 11, 31);
const DATE = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?)?$/;
const NUMBER = /^\d+(?:\.\d+)?$/;

/**
 * A date as a CRM keeps it: `2025-03-01`, `2025-03-01 09:30:00`, or a number since 1970.
 * @param timeZone what it is meant in, `+08:00`
 * @returns ms since 1970; null for what is no date, like 0 and 0000-00-00
 */
export function readTime(text: string, unit: TimeUnit | undefined, timeZone: string): number | null {
  const ms = unit ? numbered(text, unit) : written(text, timeZone);
  return ms !== null && ms >= EARLIEST && ms < LATEST ? ms : null;
}

/** A time as it is written in a zone: `2025-03-01 09:30:00`. @param ms since 1970 */
export function inZone(ms: number, timeZone: string): string {
  return new Date(ms + offsetMs(timeZone)).toISOString().slice(0, 19).replace('T', ' ');
}

/** When the month of a time began, or some months before it, in ms since 1970. */
export function startOfMonth(ms: number, timeZone: string, monthsBefore: number): number {
  const there = new Date(ms + offsetMs(timeZone));
  return Date.UTC(there.getUTCFullYear(), there.getUTCMonth() - monthsBefore, 1) - offsetMs(timeZone);
}

function numbered(text: string, unit: TimeUnit): number | null {
  if (!NUMBER.test(text) || Number(text) === 0) return null;
  return Math.trunc(Number(text) * (unit === 's' ? 1000 : 1));
}

function written(text: string, timeZone: string): number | null {
  const parts = DATE.exec(text);
  if (!parts) return null;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0));
  const time = new Date(0);
  time.setUTCFullYear(year ?? 0, (month ?? 0) - 1, day);
  time.setUTCHours(hour ?? 0, minute, second, Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3)));
  // The 30th of February would be a day of March.
  const isThatDay = time.getUTCMonth() === (month ?? 0) - 1 && time.getUTCDate() === day;
  return isThatDay ? time.getTime() - offsetMs(timeZone) : null;
}

function offsetMs(timeZone: string): number {
  const [hours = 0, minutes = 0] = timeZone.slice(1).split(':').map(Number);
  return (timeZone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
