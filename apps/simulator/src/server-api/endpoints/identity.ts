import { z } from 'zod';
import { endpoint } from '../endpoint.js';
import { Refusal } from '../refusal.js';

/** Who came with this OAuth code (1.3). A reused or old code is 40029 here; 42003 and 42022 exist as well. */
export const getuserinfo = endpoint({
  method: 'GET',
  path: '/auth/getuserinfo',
  params: z.object({ code: z.string().min(1).max(512) }),
  missing: { code: 41008 },
  answer: ({ codes }, { corp, app }, { code }) => {
    const redeemed = codes.redeem(corp.corpId, code);
    if (!redeemed) throw new Refusal(40029);
    if (!app.trustedDomains.includes(redeemed.redirectHost)) throw new Refusal(50001);
    const { visitor } = redeemed;
    if (visitor.kind === 'member') return { userid: visitor.userId };
    return {
      openid: visitor.openId,
      ...(visitor.externalUserId ? { external_userid: visitor.externalUserId } : {}),
    };
  },
});
