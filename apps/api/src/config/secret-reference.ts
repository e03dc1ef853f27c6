import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';

/** Where a secret is: an environment variable, or a file beside the one that names it. */
export const secretReference = z.union(
  [z.strictObject({ env: z.string() }), z.strictObject({ file: z.string() })],
  {
    error: 'write { env: NAME } or { file: PATH }; a secret does not belong in this file',
  },
);
export type SecretReference = z.infer<typeof secretReference>;

/** @param besides the file that names it @returns undefined when it is not there */
export function lookUp(
  reference: SecretReference,
  besides: string,
  env: NodeJS.ProcessEnv,
): string | undefined {
  if ('env' in reference) return env[reference.env]?.trim();
  try {
    return readFileSync(resolve(besides, '..', reference.file), 'utf8').trim();
  } catch {
    return undefined;
  }
}

export function describeReference(value: string | SecretReference): string {
  if (typeof value === 'string') return 'the value';
  return 'env' in value ? `the environment variable ${value.env}` : `the file ${value.file}`;
}
