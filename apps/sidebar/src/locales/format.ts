import { language, text } from '.';

const dayOfThisYear = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric' });
const dayOfAnyYear = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'short', day: 'numeric' });
const timeOfDay = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const numbers = new Intl.NumberFormat(language);
const distances = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });

/** `8月28日`, and `2025年8月28日` when it was not this year. */
export function day(iso: string): string {
  const date = new Date(iso);
  const thisYear = date.getFullYear() === new Date().getFullYear();
  return (thisYear ? dayOfThisYear : dayOfAnyYear).format(date);
}

/** `8月28日 14:05`. */
export function dayAndTime(iso: string): string {
  return `${day(iso)} ${timeOfDay.format(new Date(iso))}`;
}

/** `3天前`, `昨天`, `2小时前`. From a day on, days, months and years are the calendar's. @param now ms since 1970 */
export function ago(iso: string, now = Date.now()): string {
  const then = new Date(iso);
  const today = new Date(now);
  const minutes = Math.trunc((then.getTime() - now) / 60_000);
  if (minutes === 0) return text.justNow;
  if (startOfDay(then) !== startOfDay(today)) return distance(then, today);
  return Math.abs(minutes) < 60
    ? distances.format(minutes, 'minute')
    : distances.format(Math.trunc(minutes / 60), 'hour');
}

/** `明天`, `后天`, `3天前`, of days like `2026-11-29`. */
export function dayFrom(date: string, today: string): string {
  const dateOf = (calendarDay: string) => new Date(`${calendarDay}T00:00`);
  return distance(dateOf(date), dateOf(today));
}

function distance(then: Date, today: Date): string {
  const days = Math.round((startOfDay(then) - startOfDay(today)) / 86_400_000);
  const months = (then.getFullYear() - today.getFullYear()) * 12 + then.getMonth() - today.getMonth();
  if (Math.abs(days) < 31) return distances.format(days, 'day');
  if (Math.abs(months) < 12) return distances.format(months, 'month');
  return distances.format(then.getFullYear() - today.getFullYear(), 'year');
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** @param amountMinor in the smallest unit of the currency */
export function money(amountMinor: number, currency: string): string {
  const format = new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  });
  const { maximumFractionDigits = 2 } = format.resolvedOptions();
  return format.format(amountMinor / 10 ** maximumFractionDigits);
}

/** `12,000.5` */
export function number(value: number): string {
  return numbers.format(value);
}

/** `35%`. @param share from 0 to 1 */
export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
