import { QueryFailedError } from 'typeorm';

/** The account may do much, but not this to this table. */
export function isDenied(error: unknown): boolean {
  return (
    error instanceof QueryFailedError &&
    Reflect.get(error.driverError, 'code') === 'ER_TABLEACCESS_DENIED_ERROR'
  );
}
