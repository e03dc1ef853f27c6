import { createHash } from 'node:crypto';

/** Opaque ids that look like the platform's and are the same again for the same seed. */
export type RandomIds = (prefix: string, length: number) => string;

export function seededRandomIds(seed: number): RandomIds {
  let drawn = 0;
  return (prefix, length) => {
    let text = '';
    while (text.length < length) {
      drawn += 1;
      text += createHash('sha256').update(`${seed}:${drawn}`).digest('base64url');
    }
    return prefix + text.slice(0, length);
  };
}
