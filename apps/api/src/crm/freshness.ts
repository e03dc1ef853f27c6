/** How old what WeCom has said may be before it is asked again: a remark changed on the phone shows within this time. Milliseconds. */
export const FRESH_MS = 60_000;

/**
 * How old it may be while WeCom can't be asked: whoever has lost a customer or a group since must not see them for ever.
 * Milliseconds.
 */
export const BELIEVED_MS = 24 * 60 * 60 * 1000;
