import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CrmDeclaration } from '../../../src/config/crm-mapping.js';
import { readCrmMapping } from '../../../src/config/read-crm-mapping.js';
import { SetupError } from '../../../src/platform/errors/setup-error.js';

/** What stands in a text, and what somebody has written instead. */
export type Edit = readonly [from: string, to: string];

/** @throws Error for an edit of what is not there: it would prove nothing */
export function edited(text: string, ...edits: readonly Edit[]): string {
  return edits.reduce((sofar, [from, to]) => {
    if (!sofar.includes(from)) throw new Error(`nowhere in the text: ${from}`);
    return sofar.replace(from, () => to);
  }, text);
}

/** Reads a mapping as if it were the file `own-crm.yaml`. @throws SetupError */
export function declared(text: string, url: string): CrmDeclaration {
  const folder = mkdtempSync(join(tmpdir(), 'sidecard-mapping-'));
  try {
    const file = join(folder, 'own-crm.yaml');
    writeFileSync(file, text);
    const declaration = readCrmMapping(file, { CRM_DATABASE_URL: url });
    return { ...declaration, flaw: (at, message) => declaration.flaw(at, message).replace(`${folder}/`, '') };
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    throw new SetupError(error.flaws.map((flaw) => flaw.replace(`${folder}/`, '')));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
