import { readFileSync } from 'node:fs';
import { SetupError } from '../platform/errors/setup-error.js';
import { mysqlUrl } from './connection-url.js';
import { mappingFlaws } from './crm-mapping-flaws.js';
import { crmMappingSchema, type CrmDeclaration } from './crm-mapping.js';
import { readSource } from './schema-flaws.js';
import { describeReference, lookUp } from './secret-reference.js';
import { YamlSource } from './yaml-source.js';

/**
 * Reads the file in which ops describe the CRM of one corp (docs/own-crm.md).
 * @throws SetupError with a line for each flaw: `own-crm.yaml:7 lists[0].sort: …`
 */
export function readCrmMapping(path: string, env: NodeJS.ProcessEnv): CrmDeclaration {
  const source = new YamlSource(path, readText(path));
  const read = readSource(crmMappingSchema, source);
  if ('flaws' in read) throw new SetupError(read.flaws);
  const mapping = read.data;
  const flaw = source.flaw.bind(source);
  const flaws = mappingFlaws(mapping).map(({ at: where, message }) => flaw(where, message));
  if (flaws.length > 0) throw new SetupError(flaws);
  const reference = mapping.database.url;
  const databaseUrl = lookUp(reference, path, env) ?? '';
  const at = ['database', 'url'];
  if (!databaseUrl) throw new SetupError([flaw(at, `${describeReference(reference)} is empty or not there`)]);
  const sound = mysqlUrl.safeParse(databaseUrl);
  if (!sound.success) {
    throw new SetupError([flaw(at, `${describeReference(reference)}: ${sound.error.issues[0]?.message}`)]);
  }
  return { mapping, databaseUrl, flaw };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new SetupError([`${path}: there is no such file`]);
  }
}
