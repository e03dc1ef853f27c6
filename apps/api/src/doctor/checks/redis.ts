import type { SharedRedis } from '../../cache/shared-redis.js';
import { carryOut, notAsked, type Check } from '../carry-out.js';
import { fine, server, type Finding, type Said } from '../finding.js';

/** Whether Redis is there, and keeps sessions and tokens for as long as it was told to. */
export async function redisFindings(redis: SharedRedis | null): Promise<Finding[]> {
  const about = redis && (await infoOf(redis));
  const ofInfo = (step: Check['step'], read: (info: Info) => Said | Promise<Said>): Check => ({
    step,
    needs: ['redis'],
    run: () => (about ? read(about) : notAsked('redis')),
  });
  return carryOut(server, [
    { step: 'redis', needs: [], run: () => reached(redis, about) },
    ofInfo('redis_eviction', eviction),
    ofInfo('redis_persistence', (info) => persistence(redis, info)),
  ]);
}

/** What Redis says of itself, by name. */
type Info = Map<string, string>;

async function infoOf(redis: SharedRedis): Promise<Info | null> {
  const text = await redis.run((client) => client.info()).catch(() => null);
  if (text === null) return null;
  return new Map(
    text.split('\r\n').flatMap((line): [string, string][] => {
      const [name = '', value] = line.split(':');
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function reached(redis: SharedRedis | null, about: Info | null): Said {
  if (!redis) return { code: 'cache_in_process' };
  return about ? fine : { code: 'redis_no_answer' };
}

/** Without a limit there is nothing to make room for. */
function eviction(info: Info): Said {
  const policy = info.get('maxmemory_policy') ?? 'noeviction';
  const isLimited = info.get('maxmemory') !== '0';
  return policy === 'noeviction' || !isLimited ? fine : { code: 'redis_evicts', facts: { policy } };
}

/** Where Redis is somebody's service, it may not say when it takes snapshots. */
async function persistence(redis: SharedRedis | null, info: Info): Promise<Said> {
  if (info.get('aof_enabled') === '1') return fine;
  const settings = await redis?.run((client) => client.configGet('save')).catch(() => null);
  if (!settings) return { code: 'redis_persistence_by_hand' };
  return settings['save'] ? fine : { code: 'redis_forgets' };
}
