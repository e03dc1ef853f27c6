import { watchFile } from 'node:fs';

/** How often to look whether the file is another one. Looked at, not watched: mounted files are replaced, not written. Ms. */
const LOOK_MS = 2_000;

/** @param reload is called on SIGHUP, and when the file has changed */
export function keepUpWith(file: string, reload: () => void): void {
  process.on('SIGHUP', reload);
  watchFile(file, { interval: LOOK_MS, persistent: false }, reload);
}
