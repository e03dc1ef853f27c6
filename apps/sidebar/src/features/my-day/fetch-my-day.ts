import { apiPaths, myDaySchema, type MyDay } from '@sidecard/contracts';
import { ask, read } from '../../api/client';

export function fetchMyDay(mark: string, signal: AbortSignal): Promise<MyDay> {
  return read(ask(apiPaths.myDay, mark, { signal }), myDaySchema);
}
