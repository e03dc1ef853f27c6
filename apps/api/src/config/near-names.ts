import { closest, distance } from 'fastest-levenshtein';

/** What somebody who has written `name` may have meant. Undefined when nothing known is much like it. */
export function nearName(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const typed = name.toLowerCase();
  const near = closest(
    typed,
    known.map((other) => other.toLowerCase()),
  );
  if (distance(typed, near) > (name.length < 4 ? 1 : Math.max(2, Math.floor(name.length / 3))))
    return undefined;
  return known.find((other) => other.toLowerCase() === near);
}

/** `; is it name?`, to follow what nobody knows; empty when nothing is near. */
export function perhaps(name: string, known: readonly string[]): string {
  const near = nearName(name, known);
  return near === undefined ? '' : `; is it ${near}?`;
}
