import { bootstrapSchema, errorBodySchema, type Bootstrap, type CardLayout } from '@sidecard/contracts';
import {
  parseSidebarPath,
  type AppScope,
  type LoginWay,
  type RefusedSignature,
} from '@sidecard/contracts/addresses';
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { fetchBootstrap } from '../api/api';
import { isWecom } from '../host/client-look';
import { pageUrl } from '../identity/early-bootstrap';
import { amendKeptBootstrap, keepBootstrap, keptBootstrap } from '../identity/kept-bootstrap';
import { isProvedBy, provedBy, type Person } from '../identity/person';
import { currentMark, forgetRounds, leaveForLogin, mayLogIn, takeLoginFailure } from '../identity/web-view';
import { ProblemError, type Problem } from '../problem';

/** Who is using this web view, in which app. */
export const useSession = defineStore('session', () => {
  const bootstrap = shallowRef<Bootstrap | null>(null);
  /**
   * The mark this page was opened with. A login makes another one, for the page that comes back: this one must not speak
   * with it while it goes, because it may be somebody else who has proved it.
   */
  let ownMark: string | null = null;
  /** On the way to somewhere else: this page shows and sends nothing more. */
  const isLeaving = shallowRef(false);

  /** @throws ProblemError BAD_ADDRESS */
  function scope(): AppScope {
    const found = parseSidebarPath(location.pathname);
    if (!found) throw new ProblemError({ code: 'BAD_ADDRESS' });
    return found;
  }

  /** Sent with every request. @throws ProblemError NOT_LOGGED_IN */
  function mark(): string {
    ownMark ??= currentMark(scope());
    if (!ownMark) throw new ProblemError({ code: 'NOT_LOGGED_IN' });
    return ownMark;
  }

  /** From the web view's own copy, if it is fresh, the proved person's, and no signature of it has been refused. */
  async function open(url = pageUrl(), refused?: RefusedSignature): Promise<Bootstrap> {
    const kept = refused ? null : bootstrapSchema.safeParse(keptBootstrap(mark(), url)).data;
    bootstrap.value = kept && isProvedBy(personOf(kept)) ? kept : await fetchFresh(url, refused);
    return bootstrap.value;
  }

  /** The member has left the card's panels otherwise: so is this page's copy, and the one for the page that is loaded next. */
  function arrange(cardLayout: CardLayout): void {
    if (!bootstrap.value) return;
    bootstrap.value = { ...bootstrap.value, cardLayout };
    amendKeptBootstrap({ cardLayout });
  }

  /** Who is using the page. @throws ProblemError NOT_LOGGED_IN */
  function person(): Person {
    if (!bootstrap.value) throw new ProblemError({ code: 'NOT_LOGGED_IN' });
    return personOf(bootstrap.value);
  }

  async function fetchFresh(url: string, refused?: RefusedSignature): Promise<Bootstrap> {
    const asking = mark();
    const fresh = await fetchBootstrap(asking, url, refused);
    provedBy(personOf(fresh));
    keepBootstrap(asking, url, fresh);
    return fresh;
  }

  /**
   * Goes through the login again where that may help: then the page is leaving and this never settles.
   * Otherwise gives back what is to be explained.
   */
  function proveAgain(problem: Problem): Promise<never> | Problem {
    if (isLeaving.value) return new Promise(() => undefined);
    switch (problem.code) {
      case 'NOT_LOGGED_IN':
      case 'SESSION_CHANGED':
      case 'OAUTH_CODE_INVALID':
      case 'OAUTH_STATE_INVALID':
        // Only WeCom itself logs in by itself; elsewhere somebody has to scan a code.
        if (!isWecom(navigator.userAgent)) {
          bootstrap.value = null;
          return { ...problem, code: 'OUTSIDE_WECOM' };
        }
        if (!mayLogIn(scope())) return { ...problem, code: 'LOGIN_LOOP' };
        leave('again');
        return new Promise(() => undefined);
      default:
        return problem;
    }
  }

  /** @throws ProblemError when the login has sent us back with a reason */
  function refuseFailedLogin(): void {
    const failure = takeLoginFailure(scope());
    if (!failure) return;
    const { code, requestId } = errorBodySchema.parse({ ...failure, message: '' });
    throw new ProblemError({ code, requestId });
  }

  /** Something is on the screen that only somebody we know can see: the login has worked. */
  function settled(): void {
    forgetRounds(scope());
  }

  /** Somebody asks for another login by hand. */
  function proveByHand(): void {
    forgetRounds(scope());
    leave(isWecom(navigator.userAgent) ? 'again' : 'web');
  }

  function leave(way: LoginWay): void {
    isLeaving.value = true;
    leaveForLogin(scope(), way);
  }

  /**
   * The page has slept, or been kept by the browser while it was elsewhere. Has the web view been proved anew meanwhile, perhaps by
   * somebody else, then nothing on this page is theirs: it is loaded again, where it is, and begins with who it is now.
   * @param isRestored a page that was on its way somewhere, and has come back instead, is not on its way any more
   */
  function reloadIfOutdated(isRestored = false): void {
    if (ownMark === null || ownMark === currentMark(scope()) || (isLeaving.value && !isRestored)) return;
    isLeaving.value = true;
    location.reload();
  }

  return {
    bootstrap,
    isLeaving,
    scope,
    mark,
    person,
    open,
    arrange,
    refuseFailedLogin,
    settled,
    proveAgain,
    proveByHand,
    reloadIfOutdated,
  };
});

function personOf({ corp, app, member }: Bootstrap): Person {
  return { corpId: corp.corpId, agentId: app.agentId, userId: member.userId };
}
