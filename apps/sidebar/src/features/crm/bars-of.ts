interface Bar {
  top: number;
  height: number;
}

/** No month is without a bar: twelve of them are the year. */
const LEAST = 1;

/** Bars of these sums that fill a height between them. Sums below nothing hang from the line of nothing. */
export function barsOf(sums: number[], height: number): Bar[] {
  const highest = Math.max(0, ...sums);
  const lowest = Math.min(0, ...sums);
  const scale = (height - LEAST) / (highest - lowest || 1);
  const ground = highest * scale;
  return sums.map((sum) => {
    const tall = Math.max(LEAST, Math.abs(sum) * scale);
    return sum < 0
      ? { top: ground, height: tall }
      : { top: Math.max(0, ground + LEAST - tall), height: tall };
  });
}
