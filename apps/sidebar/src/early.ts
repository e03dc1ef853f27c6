import { parseSidebarPath } from '@sidecard/contracts/addresses';
import { colourScheme, isWecom } from './host/client-look';
import { askForBootstrap, pageUrl } from './identity/early-bootstrap';
import { keptBootstrap } from './identity/kept-bootstrap';
import { loginFailure } from './identity/login-failure';
import { currentMark, leaveForLogin, mayLogIn } from './identity/web-view';
import { explainMissingScripts } from './missing-scripts';

/**
 * Runs inside the page before any bundle has been parsed. A web view that has not proved who is using it leaves for
 * the login at once; one that has, and whose bootstrap is not fresh, asks for it while the bundle is still on its way.
 */
document.documentElement.dataset['scheme'] = colourScheme(navigator.userAgent);
explainMissingScripts();

const scope = parseSidebarPath(location.pathname);
if (scope && !loginFailure(location.hash)) {
  const mark = currentMark(scope);
  if (mark && keptBootstrap(mark, pageUrl()) === undefined) {
    window.sidecardBootstrap = { url: pageUrl(), answer: askForBootstrap(mark, pageUrl()) };
  } else if (!mark && isWecom(navigator.userAgent) && mayLogIn(scope)) {
    // Nothing behind this script is needed any more.
    window.stop();
    leaveForLogin(scope, 'client');
  }
}
