import type { CrmValue } from '@sidecard/contracts';

type Money = Extract<CrmValue, { kind: 'money' }>;

/**
 * An amount as a database writes it, `-1234.50`, without ever being a floating number.
 * @param unit `major` for 元, `minor` for 分
 */
export function toMoney(text: string, unit: 'major' | 'minor', currency: string): Money | null {
  const [, sign = '', whole, fraction = ''] = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined) return null;
  const digits = unit === 'minor' ? 0 : digitsOf(currency);
  // One digit more than are kept, by which to round.
  const tenfold = BigInt(whole + fraction.padEnd(digits + 1, '0').slice(0, digits + 1));
  const amountMinor = Number((tenfold + 5n) / 10n) * (sign === '-' ? -1 : 1);
  return Number.isSafeInteger(amountMinor)
    ? { kind: 'money', amountMinor: amountMinor || 0, currency }
    : null;
}

/** Asking for them takes longer than all the rest of a card. */
const knownDigits = new Map<string, number>();

function digitsOf(currency: string): number {
  const known = knownDigits.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  knownDigits.set(currency, digits);
  return digits;
}
