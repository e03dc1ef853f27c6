import { createHash } from 'node:crypto';

const texts: Record<number, string> = {
  [-1]: 'system busy',
  40001: 'invalid credential',
  40003: 'invalid userid',
  40004: 'invalid media type',
  40005: 'invalid file type',
  40006: 'invalid file size',
  40009: 'invalid image size',
  40011: 'invalid video size',
  40013: 'invalid corpid',
  40014: 'invalid access_token',
  40029: 'invalid code',
  40050: 'invalid chatid',
  40056: 'invalid agentid',
  40058: 'invalid Request Parameter',
  40068: 'invalid tagid',
  40071: 'invalid tagname already exist',
  40072: 'invalid tag name size',
  40091: 'invalid secret',
  40096: 'invalid external userid',
  41001: 'access_token missing',
  41002: 'corpid missing',
  41004: 'corpsecret missing',
  41008: 'code missing',
  41009: 'userid missing',
  41011: 'agentid missing',
  41019: 'department missing',
  41035: 'external userid missing',
  42001: 'access_token expired',
  44001: 'empty media data',
  45009: 'api freq out of limit',
  45033: 'api concurrent out of limit',
  48002: 'api forbidden',
  49008: 'group has been dissolved',
  50001: 'redirect_uri unauthorized',
  50003: 'app disabled',
  50100: 'invalid cursor',
  60003: 'department not found',
  60011: 'no privilege to access/modify contact/party/agent',
  60020: 'not allow to access from your ip',
  60111: 'userid not found',
  81011: 'no permission of the tag',
  81017: 'too many items requested',
  84061: 'not external contact',
  84074: 'no external contact permission',
  91040: 'ticket type invalid',
  301002: 'not allow operate another agent with this accesstoken',
};

/** A business error. The platform says it with HTTP 200 and an errcode (chapter 0). */
export class Refusal extends Error {
  constructor(
    readonly errcode: number,
    /** What the parameter was, for 40058. */
    readonly about?: string,
  ) {
    super(texts[errcode] ?? 'unknown error');
  }
}

/** The platform's usual sentence: text, hint, caller, and where to read on. Nobody may match on it (chapter 0). */
export function errmsgFor(refusal: Refusal, callerIp: string): string {
  const text = refusal.about ? `${refusal.message} ${refusal.about}` : refusal.message;
  if (refusal.errcode === 40014) return text;
  const hint = createHash('sha256').update(`${refusal.errcode}${callerIp}`).digest().readUInt32BE(0);
  const page = `https://open.work.weixin.qq.com/devtool/query?e=${refusal.errcode}`;
  return `${text}, hint: [${hint}], from ip: ${callerIp}, more info at ${page}`;
}
