import type { App } from '../world/world.js';
import type { Platform } from './platform.js';

/** Every secret, callback key, token, ticket and OAuth code there is or has been: what must turn up in nobody's log. */
export function everythingSecret({ world, handedOut }: Platform): string[] {
  return [...world.corps.flatMap(({ apps }) => apps.flatMap(secretsOf)), ...handedOut];
}

function secretsOf({ secret, callback }: App): string[] {
  return [secret, ...(callback ? [callback.token, callback.encodingAesKey] : [])];
}
