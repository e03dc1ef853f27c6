/**
 * The errcode of an answer, 0 when it is fine. Some endpoints leave `errcode` out on success (chapter 0). Only a JSON
 * object is looked into: digits in other bodies mean nothing.
 */
export function errcodeOf(data: unknown): number {
  if (!isJsonObject(data) || !('errcode' in data)) return 0;
  return Number(data.errcode);
}

/** Everything the platform says is one. An empty body, HTML and the like are somebody else's. */
export function isJsonObject(data: unknown): data is object {
  return typeof data === 'object' && data !== null;
}

/**
 * The address a refusal says the call came from (chapter 0). It is said in `errmsg` alone, which may change: then it is not
 * known, and nothing else depends on it.
 */
export function callerIpIn(data: unknown): string | null {
  if (!isJsonObject(data) || !('errmsg' in data)) return null;
  return /from ip: ([0-9a-fA-F.:]{3,45})/.exec(String(data.errmsg))?.[1] ?? null;
}
