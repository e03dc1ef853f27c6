import { errorBodySchema, type Bootstrap } from '@sidecard/contracts';
import { parseSidebarPath, type AppScope, type RefusedSignature } from '@sidecard/contracts/addresses';
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { fetchBootstrap } from '../api/api';
import { pageUrl } from '../identity/early-bootstrap';
import { currentMark, forgetRounds, leaveForLogin, mayLogIn, takeLoginFailure } from '../identity/web-view';
import { ProblemError, type Problem } from '../problem';

/** Who is using this web view, in which app. */
export const useSession = defineStore('session', () => {
  const bootstrap = shallowRef<Bootstrap | null>(null);

  /** @throws ProblemError BAD_ADDRESS */
  function scope(): AppScope {
    const found = parseSidebarPath(location.pathname);
    if (!found) throw new ProblemError({ code: 'BAD_ADDRESS' });
    return found;
  }

  /** Sent with every request. @throws ProblemError NOT_LOGGED_IN */
  function mark(): string {
    const found = currentMark(scope());
    if (!found) throw new ProblemError({ code: 'NOT_LOGGED_IN' });
    return found;
  }

  async function open(url = pageUrl(), refused?: RefusedSignature): Promise<Bootstrap> {
    bootstrap.value = await fetchBootstrap(mark(), url, refused);
    return bootstrap.value;
  }

  /**
   * Goes through the login again where that may help: then the page is leaving and this never settles.
   * Otherwise gives back what is to be explained.
   */
  function proveAgain(problem: Problem): Promise<never> | Problem {
    switch (problem.code) {
      case 'NOT_LOGGED_IN':
      case 'SESSION_CHANGED':
      case 'OAUTH_CODE_INVALID':
      case 'OAUTH_STATE_INVALID':
        if (!mayLogIn(scope())) return { ...problem, code: 'LOGIN_LOOP' };
        leaveForLogin(scope());
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
    leaveForLogin(scope());
  }

  return { bootstrap, mark, open, refuseFailedLogin, settled, proveAgain, proveByHand };
});
