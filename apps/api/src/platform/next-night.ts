import { Cron } from 'croner';

/**
 * When the next night begins, ms since 1970.
 * @param at `03:00`, on the clocks of a time zone like `Asia/Shanghai`
 * @param now ms since 1970
 */
export function nextNight({ at, timeZone }: { at: string; timeZone: string }, now: number): number {
  const [hours, minutes] = at.split(':');
  const next = new Cron(`${minutes} ${hours} * * *`, { timezone: timeZone }).nextRun(new Date(now));
  if (!next) throw new Error('there is a next night');
  return next.getTime();
}
