import {
  apiPaths,
  followUpSchema,
  type EditedFollowUp,
  type FollowUp,
  type NewFollowUp,
} from '@sidecard/contracts';
import * as z from 'zod/mini';
import { read, write, type Writing } from '../../api/client';

export function addFollowUp(
  writing: Writing,
  externalUserId: string,
  followUp: NewFollowUp,
): Promise<FollowUp> {
  return read(write(apiPaths.followUps(externalUserId), writing, followUp), followUpSchema);
}

export function editFollowUp(
  writing: Writing,
  externalUserId: string,
  followUpId: string,
  edited: EditedFollowUp,
): Promise<FollowUp> {
  return read(write(apiPaths.followUp(externalUserId, followUpId), writing, edited), followUpSchema);
}

export function deleteFollowUp(writing: Writing, externalUserId: string, followUpId: string): Promise<null> {
  return read(write(apiPaths.deleteFollowUp(externalUserId, followUpId), writing), z.null());
}
