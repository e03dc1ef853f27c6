import { polyphonic } from 'pinyin-pro';

/** Of every sign that was ever looked at: a few thousand, the same for everybody. */
const readings = new Map<string, string[]>();

/** How a sign may be read, without tones; one that is not Chinese is read as itself. */
function readingsOf(sign: string): string[] {
  const known = readings.get(sign);
  if (known) return known;
  const [told = []] = polyphonic(sign, { toneType: 'none', type: 'array', v: true });
  const read = told.length > 0 ? told : [sign];
  readings.set(sign, read);
  return read;
}

/**
 * Whether the letters spell these signs from here on: each by one of its readings or by its first letter, and the last
 * one perhaps only as far as has been typed. `zhangw` and `zw` spell 张伟.
 */
export function spells(letters: string, signs: string[], from = 0): boolean {
  if (letters === '') return true;
  const sign = signs[from];
  if (sign === undefined) return false;
  return readingsOf(sign).some(
    (reading) =>
      reading.startsWith(letters) ||
      (letters.startsWith(reading) && spells(letters.slice(reading.length), signs, from + 1)) ||
      (reading.length > 1 && letters[0] === reading[0] && spells(letters.slice(1), signs, from + 1)),
  );
}

/** How words may be typed in letters: all of it, and the first letter of each sign. Nothing, for what has no other letters. */
export function spellingsOf(words: string): string[] {
  const read = Array.from(words.toLowerCase()).map((sign) => readingsOf(sign)[0] ?? sign);
  const whole = read.join('');
  if (whole === words.toLowerCase()) return [];
  return [whole, read.map(([first = '']) => first).join('')];
}
