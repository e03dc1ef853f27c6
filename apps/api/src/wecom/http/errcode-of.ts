/**
 * The errcode of an answer, 0 when it is fine. Some endpoints leave `errcode` out on success (chapter 0). Only a JSON
 * object is looked into: digits in other bodies mean nothing.
 */
export function errcodeOf(data: unknown): number {
  if (typeof data !== 'object' || data === null || !('errcode' in data)) return 0;
  return Number(data.errcode);
}
