import { apiPaths, timelineSchema, type Timeline } from '@sidecard/contracts';
import { ask, read } from '../../api/client';

/**
 * Not with the other requests: with it come schemas that the first view has no use for.
 * @param before where the last page ended
 */
export function fetchTimeline(
  mark: string,
  externalUserId: string,
  before: string | null,
): Promise<Timeline> {
  return read(ask(apiPaths.timeline(externalUserId, before), mark), timelineSchema);
}
