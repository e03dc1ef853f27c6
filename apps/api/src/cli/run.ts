import { SetupError } from '../platform/errors/setup-error.js';

/**
 * Runs a command to its end. A flaw in the set-up is for the person who started us: it is said in a line, without a
 * stack that would only hide it.
 */
export async function run(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    process.stderr.write(`${describe(error)}\n`);
    process.exit(1);
  }
}

function describe(error: unknown): string {
  if (error instanceof SetupError || isMistyped(error)) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** What `parseArgs` says of an option nobody knows. */
function isMistyped(error: unknown): error is Error {
  return error instanceof Error && String(Reflect.get(error, 'code')).startsWith('ERR_PARSE_ARGS');
}
