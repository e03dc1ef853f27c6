/** The twelve months that end with `month`, the oldest first, all like `2026-11`. */
export function twelveMonthsTo(month: string): string[] {
  const [year = 0, last = 1] = month.split('-').map(Number);
  return Array.from({ length: 12 }, (_, n) => {
    const months = year * 12 + last - 12 + n;
    return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
  });
}
