import { apiPaths, crmSearchSchema, type CrmSearch } from '@sidecard/contracts';
import * as z from 'zod/mini';
import { ask, read, write, type Writing } from '../../../api/client';

export function searchRecords(
  mark: string,
  externalUserId: string,
  text: string,
  signal: AbortSignal,
): Promise<CrmSearch> {
  return read(ask(apiPaths.crmSearch(externalUserId, text), mark, { signal }), crmSearchSchema);
}

export function linkRecord(writing: Writing, externalUserId: string, key: string): Promise<null> {
  return read(write(apiPaths.crmLink(externalUserId), writing, { key }), z.null());
}

export function unlinkRecord(writing: Writing, externalUserId: string): Promise<null> {
  return read(write(apiPaths.crmUnlink(externalUserId), writing), z.null());
}

export function createRecord(writing: Writing, externalUserId: string): Promise<null> {
  return read(write(apiPaths.crmCreate(externalUserId), writing), z.null());
}
