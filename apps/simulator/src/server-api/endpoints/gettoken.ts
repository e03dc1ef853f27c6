import type { Platform } from '../../platform/platform.js';
import { findCorp } from '../../world/world.js';
import { Refusal } from '../refusal.js';

/** GET /gettoken (1.1): the one call without a token. A missing secret is reported before a missing corp id. */
export function gettoken(platform: Platform, query: Record<string, unknown>): object {
  const { corpid, corpsecret } = query;
  if (typeof corpsecret !== 'string' || !corpsecret) throw new Refusal(41004);
  if (typeof corpid !== 'string' || !corpid) throw new Refusal(41002);
  const corp = findCorp(platform.world, corpid);
  if (!corp) throw new Refusal(40013);
  const app = corp.apps.find((candidate) => candidate.secret === corpsecret);
  if (!app) throw new Refusal(isOfAnotherCorp(platform, corpsecret) ? 40091 : 40001);
  if (!app.enabled) throw new Refusal(50003);
  const { token, expiresInS } = platform.accessTokens.issue(corp, app);
  return { access_token: token, expires_in: expiresInS };
}

function isOfAnotherCorp({ world }: Platform, secret: string): boolean {
  return world.corps.some(({ apps }) => apps.some((app) => app.secret === secret));
}

/** For the call log: which app asked, as far as its secret tells. */
export function ownerOfSecret(platform: Platform, { corpid, corpsecret }: Record<string, unknown>) {
  const corp = platform.world.corps.find((candidate) => candidate.corpId === corpid);
  if (!corp) return null;
  const app = corp.apps.find((candidate) => candidate.secret === corpsecret);
  return { corpId: corp.corpId, agentId: app?.agentId ?? null };
}
