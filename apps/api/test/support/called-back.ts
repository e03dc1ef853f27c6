import { createHash } from 'node:crypto';
import type { AppScope } from '@sidecard/contracts';
import { getApp, getCorp, type Simulator } from '@sidecard/simulator';
import type { AppConfig, CallbackSecrets } from '../../src/config/app-config.js';

/** What an administrator has made up for an app's callbacks: something else for each. */
export function callbackSecrets({ corpId, agentId }: AppScope): CallbackSecrets {
  const drawn = createHash('sha256').update(`${corpId}/${agentId}`).digest('hex');
  return { token: drawn.slice(0, 32), encodingAesKey: drawn.slice(0, 43) };
}

export function callbackUrl(apiUrl: string, { corpId, agentId }: AppScope): string {
  return `${apiUrl}/wecom/callback/${corpId}/${agentId}`;
}

/** Every declared app is called back, as the console would be told. A busy machine must not fail what is not about time. */
export function callBack(simulator: Simulator, { corps }: AppConfig, apiUrl: string): void {
  Object.assign(simulator.callbacks.manners, { timeoutMs: 60_000, verifyTimeoutMs: 60_000 });
  const known = new Set(simulator.world.corps.map(({ corpId }) => corpId));
  for (const { corpId, apps } of corps.filter((corp) => known.has(corp.corpId)))
    for (const { agentId, callback } of apps)
      getApp(getCorp(simulator.world, corpId), agentId).callback = callback && {
        url: callbackUrl(apiUrl, { corpId, agentId }),
        ...callback,
      };
}
