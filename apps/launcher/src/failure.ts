import { endWithWhoStartedUs } from './orphaned.js';

/** Something the person at the terminal can mend. Said in one line, without a stack. */
export class Failure extends Error {}

/** Runs a command to its end; leaves with 1 and one clear line when it fails. */
export async function main(command: () => Promise<void>): Promise<void> {
  try {
    await endWithWhoStartedUs();
    await command();
  } catch (error) {
    const said =
      error instanceof Failure || !(error instanceof Error) ? String(Object(error).message) : error.stack;
    process.stderr.write(`${said}\n`);
    process.exit(1);
  }
}
