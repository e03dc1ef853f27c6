import { DataSource, QueryFailedError } from 'typeorm';
import * as z from 'zod';
import type { CrmDeclaration } from '../../../../config/crm-mapping.js';
import { tablesOf } from '../../../../config/crm-mapping-columns.js';
import { crmDataSourceOptions } from '../crm-data-source.js';
import { accessFlaws } from './access-flaws.js';
import { columnFlaws } from './column-flaws.js';
import { codeOf, connect, CrmSilent } from './connecting.js';
import { CrmSchema } from './crm-schema.js';
import { IndexFlaws } from './index-flaws.js';

/** Reading what a large server has in it takes longer than a card would wait. Milliseconds. */
const PATIENCE_MS = 10_000;

/**
 * Asks the CRM whether it is as the mapping says, over a connection of its own.
 * @returns a line for each flaw: `own-crm.yaml:7 lists[0].sort: …`
 * @throws CrmSilent when it does not answer
 */
export async function checkCrm(declaration: CrmDeclaration): Promise<string[]> {
  const { mapping } = declaration;
  const database = { ...mapping.database, poolSize: 1, timeoutMs: PATIENCE_MS };
  const dataSource = new DataSource(
    crmDataSourceOptions({ ...declaration, mapping: { ...mapping, database } }),
  );
  const refusal = await connect(dataSource);
  if (refusal) return [declaration.flaw(['database', 'url'], refusal)];
  try {
    return await checkMapping(dataSource, declaration);
  } finally {
    await dataSource.destroy();
  }
}

/** The same over a connection that is there. */
export async function checkMapping(
  dataSource: DataSource,
  { mapping, flaw }: CrmDeclaration,
): Promise<string[]> {
  const uses = tablesOf(mapping);
  const wanted = uses.flatMap(({ table, joins }) => [
    table,
    ...Object.values(joins).map((join) => join.table),
  ]);
  try {
    const schema = await CrmSchema.read(dataSource, [...new Set(wanted)]);
    const flaws = [
      ...(await accessFlaws(dataSource)),
      ...uses.flatMap((use) => columnFlaws(use, schema)),
      ...(await new IndexFlaws(dataSource, schema).of(mapping)),
    ];
    return [...new Set(flaws.map(({ at, message }) => flaw(at, message)))];
  } catch (error) {
    if (error instanceof QueryFailedError && isSilence(error.driverError))
      throw new CrmSilent(codeOf(error.driverError));
    throw error;
  }
}

/** The connection has ended, or an answer has not come in time. */
function isSilence(error: unknown): boolean {
  return (
    z.object({ fatal: z.literal(true) }).safeParse(error).success ||
    codeOf(error) === 'PROTOCOL_SEQUENCE_TIMEOUT'
  );
}
