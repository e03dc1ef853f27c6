import type * as Later from './later';

/** One of the parts that come after the first view. */
export function bringLater<Name extends keyof typeof Later>(name: Name): () => Promise<(typeof Later)[Name]> {
  return () => import('./later').then((parts) => parts[name]);
}
