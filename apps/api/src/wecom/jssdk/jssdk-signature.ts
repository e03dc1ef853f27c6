import { createHash } from 'node:crypto';
import type { JssdkSignature } from '@sidecard/contracts';

/**
 * Signs one page (5.7): SHA-1 over four raw values in exactly this order. The url is taken byte for byte as the
 * client sees it, query included, up to but excluding `#`.
 * @param timestampS seconds since 1970
 */
export function signPage(
  ticket: string,
  nonceStr: string,
  timestampS: number,
  pageUrl: string,
): JssdkSignature {
  const url = pageUrl.split('#')[0];
  const signature = createHash('sha1')
    .update(`jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestampS}&url=${url}`)
    .digest('hex');
  return { timestamp: timestampS, nonceStr, signature };
}
