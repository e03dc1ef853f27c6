import { apiPaths, sidebarPath, webViewMark, type AppScope } from '@sidecard/contracts/addresses';

/**
 * This web view's mark and its way to the login. The mark lives in session storage, which ends with the web view; the
 * API binds it to whoever proves to be using it.
 */

/** Logins in a row without a card before we stop and explain. */
const MAX_ROUNDS = 3;

/**
 * The rounds are counted twice: in session storage, which survives a login that fails, and in the fragment the login
 * comes back with, which survives a client that loses its session storage.
 */
const ROUND_FRAGMENT = 'login_round';

const markKey = ({ corpId, agentId }: AppScope) => `sidecard.mark:${corpId}/${agentId}`;
const roundsKey = ({ corpId, agentId }: AppScope) => `sidecard.rounds:${corpId}/${agentId}`;

export function currentMark(scope: AppScope): string | null {
  return sessionStorage.getItem(markKey(scope));
}

export function mayLogIn(scope: AppScope): boolean {
  return rounds(scope) < MAX_ROUNDS;
}

/** The page is leaving after this. */
export function leaveForLogin(scope: AppScope): void {
  const round = rounds(scope) + 1;
  sessionStorage.setItem(roundsKey(scope), String(round));
  const mark = webViewMark(scope, randomHex());
  sessionStorage.setItem(markKey(scope), mark);
  const returnTo = `${sidebarPath(scope)}${location.search}#${ROUND_FRAGMENT}=${round}`;
  location.replace(apiPaths.loginStart(mark, returnTo));
}

/** The login has worked, or somebody wants to try again by hand: count afresh. */
export function forgetRounds(scope: AppScope): void {
  sessionStorage.removeItem(roundsKey(scope));
  if (roundsInFragment() > 0) history.replaceState(null, '', location.pathname + location.search);
}

function rounds(scope: AppScope): number {
  return Math.max(Number(sessionStorage.getItem(roundsKey(scope)) ?? 0), roundsInFragment());
}

function roundsInFragment(): number {
  return Number(new URLSearchParams(location.hash.slice(1)).get(ROUND_FRAGMENT) ?? 0);
}

function randomHex(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
