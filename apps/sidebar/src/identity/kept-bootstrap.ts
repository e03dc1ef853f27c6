import { keepValue, keptValue } from './kept-value';

/**
 * The last answer to the bootstrap, so that a page that is loaded again in the same web view asks for the card alone.
 * Good for the url it signs and the mark that asked; whether the session still holds, the card request finds out.
 */

const KEY = 'sidecard.bootstrap';
/** Signatures are good for longer (protocol reference 5.7); names and switches should not be. Milliseconds. */
const AGE_MS = 10 * 60_000;

interface Kept {
  mark: string;
  url: string;
  /** ms since 1970. */
  at: number;
  /** As it came; whoever uses it parses it. */
  bootstrap: unknown;
}

export function keepBootstrap(mark: string, url: string, bootstrap: unknown): void {
  const kept: Kept = { mark, url, at: Date.now(), bootstrap };
  keepValue(KEY, kept);
}

/** A part of it is different now, which does not make the rest any younger. */
export function amendKeptBootstrap(part: object): void {
  const kept: Partial<Kept> = Object(keptValue(KEY));
  if (kept.bootstrap) keepValue(KEY, { ...kept, bootstrap: { ...Object(kept.bootstrap), ...part } });
}

/** Undefined when there is none for this url that this very web view has asked for lately. */
export function keptBootstrap(mark: string, url: string): unknown {
  const kept: Partial<Kept> = Object(keptValue(KEY));
  const isGood = kept.mark === mark && kept.url === url && Date.now() - (kept.at ?? 0) < AGE_MS;
  return isGood ? kept.bootstrap : undefined;
}

export function forgetBootstrap(): void {
  sessionStorage.removeItem(KEY);
}
