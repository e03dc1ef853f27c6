import { LOGIN_FAILURE } from '@sidecard/contracts/addresses';

/** The API sends a browser whose login went wrong back to the page, with the reason in the fragment. */
export function loginFailure(hash: string): { code: string; requestId: string } | null {
  const fragment = new URLSearchParams(hash.slice(1));
  const code = fragment.get(LOGIN_FAILURE.code);
  return code ? { code, requestId: fragment.get(LOGIN_FAILURE.requestId) ?? '' } : null;
}
