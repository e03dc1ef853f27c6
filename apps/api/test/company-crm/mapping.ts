import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CrmDeclaration } from '../../src/config/crm-mapping.js';
import { readCrmMapping } from '../../src/config/read-crm-mapping.js';

/** A mapping as ops write it, of a database with this url. @param yaml all of it but `database.url` */
export function declared(url: string, yaml: string, database = ''): CrmDeclaration {
  const folder = mkdtempSync(join(tmpdir(), 'sidecard-mapping-'));
  try {
    const file = join(folder, 'own-crm.yaml');
    const head = [
      'database:',
      '  url: { env: OWN_CRM_URL }',
      ...database.split('\n').map((line) => `  ${line}`),
    ];
    writeFileSync(file, `${head.join('\n')}\n${yaml}`);
    return readCrmMapping(file, { OWN_CRM_URL: url });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
