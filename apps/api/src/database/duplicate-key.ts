import { QueryFailedError } from 'typeorm';

const codes = ['ER_DUP_ENTRY', 'SQLITE_CONSTRAINT_PRIMARYKEY', 'SQLITE_CONSTRAINT_UNIQUE'];

/** A row of this key is there already. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof QueryFailedError && codes.includes(String(Reflect.get(error.driverError, 'code')));
}
