import { createCrmDatabase } from '@sidecard/testing/crm-database';
import { requiredMysql } from '../support/storage.js';

/** A database as a company has one, with a user who may do nothing but SELECT. */
export interface CompanyDatabase {
  /** Of that user. */
  url: string;
  /** As the company itself, who may do everything. */
  run(statement: string, values?: unknown[]): Promise<void>;
  dispose(): Promise<void>;
}

/** On the server at `TEST_MYSQL_URL`. @param statements DDL and data */
export async function createCompanyDatabase(statements: string[]): Promise<CompanyDatabase> {
  const crm = await createCrmDatabase(requiredMysql(), statements.join(';\n'));
  return {
    url: crm.url,
    run: async (statement, values) => {
      await crm.admin.query(statement, values);
    },
    dispose: () => crm.drop(),
  };
}
