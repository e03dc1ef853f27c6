import type { Connection } from 'mysql2/promise';

/** A CRM of a test's own. */
export interface CrmDatabase {
  /** For a user who may do nothing but SELECT. */
  url: string;
  /** Of the user who has made it. */
  admin: Connection;
  drop(): Promise<void>;
}

/** The CRMs that docs/own-crm.md describes. */
export type ExampleCrm = 'plain' | 'wukong' | 'espo';

/**
 * Makes a database and fills it.
 * @param sql statements
 * @param now what time it is for them, in milliseconds since 1970; left out, it is now
 */
export function createCrmDatabase(mysqlUrl: string, sql: string, now?: number): Promise<CrmDatabase>;

export function createExampleCrm(mysqlUrl: string, example: ExampleCrm, now?: number): Promise<CrmDatabase>;

/** Where the mapping of an example is. It finds its database by `CRM_DATABASE_URL`. */
export function exampleMapping(example: ExampleCrm): URL;
