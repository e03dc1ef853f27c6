import { corpFromPersona } from './persona.js';
import { begonia } from './personas/begonia.js';
import { spruce } from './personas/spruce.js';
import type { World } from './world.js';

/**
 * The world as it is when the simulator starts.
 * @param nowS seconds since 1970; everything in the personas is counted back from it
 */
export function buildWorld(nowS: number): World {
  return { corps: structuredClone([spruce, begonia]).map((persona) => corpFromPersona(persona, nowS)) };
}

/** Every app of the world trusts this domain, as an administrator would have set it up. Host and port (chapter 7). */
export function trustDomain(world: World, host: string): void {
  for (const app of world.corps.flatMap((corp) => corp.apps)) app.trustedDomains.push(host);
}
