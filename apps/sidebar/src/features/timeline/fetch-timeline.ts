import { apiPaths, timelineSchema, type Timeline, type TimelineGroup } from '@sidecard/contracts';
import { ask, read } from '../../api/client';

/**
 * Not with the other requests: with it come schemas that the first view has no use for.
 * @param group that alone; null for everything
 * @param before where the last page ended
 */
export function fetchTimeline(
  mark: string,
  externalUserId: string,
  group: TimelineGroup | null,
  before: string | null,
  signal: AbortSignal,
): Promise<Timeline> {
  const query = new URLSearchParams({
    ...(group ? { kinds: group } : {}),
    ...(before ? { before } : {}),
  });
  return read(ask(apiPaths.timeline(externalUserId, String(query)), mark, { signal }), timelineSchema);
}
