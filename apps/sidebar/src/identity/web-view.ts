import {
  apiPaths,
  sidebarPath,
  webViewMark,
  type AppScope,
  type LoginWay,
} from '@sidecard/contracts/addresses';
import { loginFailure } from './login-failure';
import { forgetBootstrap } from './kept-bootstrap';
import { randomHex } from './random';

/**
 * This web view's mark and its way to the login. The mark lives in session storage, which ends with the web view; the
 * API binds it to whoever proves to be using it.
 */

/** Logins in a row that came back and led to no card, before we stop and explain. */
const MAX_RETURNED = 3;
/** Logins begun: a client that reloads the page in the middle of one has only abandoned it. */
const MAX_BEGUN = 10;

/**
 * The number of the login, in the fragment it comes back with. It tells that a login came back at all, and survives a
 * client that loses its session storage on the way.
 */
const ROUND_FRAGMENT = 'login_round';

export const markKey = ({ corpId, agentId }: AppScope) => `sidecard.mark:${corpId}/${agentId}`;
/** Where in the app the page was when it left for the login: a failed one comes back without. */
const placeKey = ({ corpId, agentId }: AppScope) => `sidecard.place:${corpId}/${agentId}`;
const roundsKey = ({ corpId, agentId }: AppScope) => `sidecard.rounds:${corpId}/${agentId}`;

/** Null where there is none, or one that is not of this app. */
export function currentMark(scope: AppScope): string | null {
  const mark = sessionStorage.getItem(markKey(scope));
  return mark?.startsWith(webViewMark(scope, '')) ? mark : null;
}

export function mayLogIn(scope: AppScope): boolean {
  const { returned, begun } = rounds(scope);
  return returned < MAX_RETURNED && begun < MAX_BEGUN;
}

/** The page is leaving after this, and comes back to where it is. */
export function leaveForLogin(scope: AppScope, way: LoginWay): void {
  const { returned, begun } = rounds(scope);
  keepRounds(scope, { returned, begun: begun + 1 });
  forgetBootstrap();
  const mark = webViewMark(scope, randomHex(16));
  sessionStorage.setItem(markKey(scope), mark);
  const fragment = currentFragment();
  fragment.delete(ROUND_FRAGMENT);
  sessionStorage.setItem(placeKey(scope), placeWith(fragment));
  fragment.set(ROUND_FRAGMENT, String(returned + 1));
  const returnTo = sidebarPath(scope) + placeWith(fragment);
  location.replace(apiPaths.loginStart(mark, returnTo, way));
}

/**
 * The API sends a browser whose login went wrong back to the page, with the reason in the fragment. Read once: a reload
 * then starts afresh, from where the page has left. One that comes back to an empty session storage has lost it, and is not sent on another round.
 */
export function takeLoginFailure(scope: AppScope): { code: string; requestId: string } | null {
  const failure = loginFailure(location.hash);
  if (!failure) return null;
  const { returned, begun } = rounds(scope);
  keepRounds(scope, { returned: currentMark(scope) ? returned + 1 : MAX_RETURNED, begun });
  goTo(sessionStorage.getItem(placeKey(scope)) ?? location.search);
  return failure;
}

/** The login has worked, or somebody wants to try again by hand: count afresh. */
export function forgetRounds(scope: AppScope): void {
  sessionStorage.removeItem(roundsKey(scope));
  sessionStorage.removeItem(placeKey(scope));
  if (roundsInFragment() === 0) return;
  const fragment = currentFragment();
  fragment.delete(ROUND_FRAGMENT);
  goTo(placeWith(fragment));
}

interface Rounds {
  returned: number;
  begun: number;
}

function rounds(scope: AppScope): Rounds {
  const [returned = 0, begun = 0] = (sessionStorage.getItem(roundsKey(scope)) ?? '').split('/').map(Number);
  return { returned: Math.max(returned, roundsInFragment()), begun };
}

function keepRounds(scope: AppScope, { returned, begun }: Rounds): void {
  sessionStorage.setItem(roundsKey(scope), `${returned}/${begun}`);
}

function roundsInFragment(): number {
  return Number(currentFragment().get(ROUND_FRAGMENT) ?? 0);
}

function currentFragment(): URLSearchParams {
  return new URLSearchParams(location.hash.slice(1));
}

function placeWith(fragment: URLSearchParams): string {
  const rest = fragment.toString();
  return location.search + (rest && `#${rest}`);
}

/** Without loading the page again. */
function goTo(place: string): void {
  history.replaceState(null, '', location.pathname + place);
}
