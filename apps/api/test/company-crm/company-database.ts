import { randomBytes } from 'node:crypto';
import { createConnection } from 'mysql2/promise';

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
  const server = process.env['TEST_MYSQL_URL'];
  if (!server) throw new Error('TEST_MYSQL_URL is not set; `pnpm test` sets it');
  const name = `sidecard_crm_${randomBytes(6).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  const company = await createConnection({ uri: server, charset: 'utf8mb4' });
  await company.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  await company.query(`USE ${name}`);
  for (const statement of statements) await company.query(statement);
  await company.query(`CREATE USER '${name}'@'%' IDENTIFIED BY '${password}'`);
  await company.query(`GRANT SELECT ON ${name}.* TO '${name}'@'%'`);
  const url = new URL(server);
  url.username = name;
  url.password = password;
  url.pathname = `/${name}`;
  return {
    url: url.href,
    run: async (statement, values) => {
      await company.query(statement, values);
    },
    dispose: async () => {
      await company.query(`DROP USER '${name}'@'%'`);
      await company.query(`DROP DATABASE ${name}`);
      await company.end();
    },
  };
}
