import { createHash } from 'node:crypto';

/** What the real client computes before it believes a page (5.7). `timestamp` in seconds, `url` without its fragment. */
export function expectedSignature(ticket: string, nonceStr: string, timestamp: string, url: string): string {
  return createHash('sha1')
    .update(`jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${url}`)
    .digest('hex');
}
