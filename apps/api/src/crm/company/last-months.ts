/** The twelve months that end with `month`, the oldest first, all like `2026-11`. */
export function twelveMonthsTo(month: string): string[] {
  const [year = 0, last = 1] = month.split('-').map(Number);
  return Array.from({ length: 12 }, (_, n) =>
    new Date(Date.UTC(year, last - 12 + n, 1)).toISOString().slice(0, 7),
  );
}
