import type { FollowUp as FollowUpAnswer } from '@sidecard/contracts';
import type { MemberNames } from '../../members/index.js';
import { iso } from '../iso.js';
import type { FollowUp } from './follow-up.entity.js';

export function toFollowUp(
  { followUpId, note, authorUserId, createdAt, nextContactOn, stage, editedAt }: FollowUp,
  names: MemberNames,
): FollowUpAnswer {
  return {
    followUpId,
    note,
    author: { userId: authorUserId, name: names.get(authorUserId) ?? null },
    createdAt: iso(createdAt),
    nextContactOn,
    stage,
    editedAt: editedAt === null ? null : iso(editedAt),
  };
}
