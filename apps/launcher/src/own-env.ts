import { existsSync } from 'node:fs';
import { Failure } from './failure.js';
import { paths } from './paths.js';

/**
 * What the API is told when it runs with your YAML: the environment as it is, and our defaults.
 * @param from the environment
 * @throws Failure when there is no YAML yet
 */
export function ownEnv(from = process.env): Record<string, string> & { PORT: string } {
  const env = {
    ...given(from),
    SIDECARD_CONFIG: from['SIDECARD_CONFIG'] || `${paths.root}sidecard.yaml`,
    SQLITE_FILE: from['SQLITE_FILE'] || `${paths.data}/sidecard.sqlite`,
    SIDEBAR_FILES: from['SIDEBAR_FILES'] || paths.sidebarFiles,
    PORT: from['PORT'] || '3000',
  };
  if (!existsSync(env.SIDECARD_CONFIG)) {
    throw new Failure(
      `There is no ${env.SIDECARD_CONFIG}. Copy docs/sidecard.example.yaml there and fill it in, or say with SIDECARD_CONFIG where yours is.`,
    );
  }
  return env;
}

function given(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
