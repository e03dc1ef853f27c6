import type { CallbackEventRow } from './callback-event.entity.js';

/** Whoever wants to know at once that something new is in the inbox. It may be missed: a process can end in between. */
export interface CallbackListener {
  /** The row is committed. Must neither throw nor take long: the platform is still waiting for its 200. */
  onStored(row: CallbackEventRow): void;
}

/** Injection token of the `CallbackListener`. */
export const CALLBACK_LISTENER = Symbol('CallbackListener');

export const nobodyListens: CallbackListener = { onStored: () => undefined };
