import { apiPaths } from '@sidecard/contracts';
import * as z from 'zod/mini';
import { read, write, type Writing } from '../../api/client';

export function changeStage(writing: Writing, externalUserId: string, stage: string): Promise<null> {
  return read(write(apiPaths.stage(externalUserId), writing, { stage }), z.null());
}
