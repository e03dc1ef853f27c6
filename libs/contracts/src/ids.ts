import * as z from 'zod/mini';

/** WeCom's id of a customer: `wm…` (WeChat) or `wo…` (WeCom), unique only inside one corp, at most 64 bytes. */
export const externalUserIdSchema = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/));

/** WeCom's id of a group chat: `wr…`, unique only inside one corp. */
export const chatIdSchema = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/));
