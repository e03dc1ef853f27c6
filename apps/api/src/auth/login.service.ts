import { Inject, Injectable } from '@nestjs/common';
import {
  apiPaths,
  parseSidebarPath,
  parseWebViewMark,
  type AppScope,
  type LoginWay,
} from '@sidecard/contracts';
import { Corps } from '../config/corps.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { AppError } from '../platform/errors/app-error.js';
import { WecomOauth } from '../wecom/index.js';
import type { CurrentMember } from './current-member.js';
import { EarlierProofs } from './earlier-proofs.js';
import { LoginStateStore } from './login-state.store.js';
import { SessionRevocations } from './session-revocations.js';
import { SessionStore } from './session.store.js';

/** The OAuth round trip, out to WeCom and back to the page that asked, and the end of what it proved. */
@Injectable()
export class LoginService {
  constructor(
    private readonly corps: Corps,
    private readonly oauth: WecomOauth,
    private readonly states: LoginStateStore,
    private readonly sessions: SessionStore,
    private readonly earlierProofs: EarlierProofs,
    private readonly revocations: SessionRevocations,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @returns where to send the browser: to WeCom, or straight back where an earlier proof will do */
  async start(browser: string, mark: string, returnTo: string, way: LoginWay): Promise<string> {
    const scope = parseWebViewMark(mark);
    if (!scope) throw new AppError('INVALID_REQUEST', 'the mark is malformed');
    const { corp } = this.corps.get(scope);
    const login = { mark, returnTo: ownPage(scope, corp.publicOrigin, returnTo) };
    const earlier = way === 'client' ? await this.earlierProofs.takeOver(scope, browser) : null;
    if (earlier) {
      await this.sessions.create(browser, mark, earlier);
      return login.returnTo;
    }
    const state = await this.states.open(scope, browser, login);
    const callback = corp.publicOrigin + apiPaths.loginCallback(scope);
    return way === 'web'
      ? this.oauth.webLoginUrl(scope, callback, state)
      : this.oauth.authorizeUrl(scope, callback, state);
  }

  /** @returns the page to go back to, now that this web view has proved who is using it */
  async finish(scope: AppScope, browser: string | null, code: string, state: string): Promise<string> {
    this.corps.get(scope);
    const login = browser && (await this.states.close(scope, browser, state));
    if (!browser || !login) {
      throw new AppError('OAUTH_STATE_INVALID', 'this browser has no such login under way');
    }
    const visitor = await this.oauth.identify(scope, code);
    if (visitor.kind === 'outsider')
      throw new AppError('NOT_A_MEMBER', 'the visitor is no member of the corp');
    const { userId } = visitor;
    const revocations = await this.revocations.standOf({ ...scope, userId });
    const proof = { userId, provedAt: this.clock.now(), revocations };
    await this.earlierProofs.remember(scope, browser, proof);
    await this.sessions.create(browser, login.mark, proof);
    return login.returnTo;
  }

  /** Nobody is known in this web view any more, and no new one takes over what was proved here. */
  async end(member: CurrentMember, browser: string, mark: string): Promise<void> {
    await this.earlierProofs.end(member, browser);
    await this.sessions.end(browser, mark);
  }
}

/**
 * Back to the app's own page only, on our own origin. The fragment is always stated, if need be an empty one: a browser
 * would otherwise carry `#wechat_redirect` over from WeCom's page.
 */
function ownPage(scope: AppScope, origin: string, returnTo: string): string {
  const url = URL.canParse(returnTo, origin) ? new URL(returnTo, origin) : null;
  const page = url && parseSidebarPath(url.pathname);
  const ours = url?.origin === origin && page?.corpId === scope.corpId && page.agentId === scope.agentId;
  if (!url || !ours) throw new AppError('INVALID_REQUEST', 'the return path is not a page of this app');
  return `${url.pathname}${url.search}${url.hash || '#'}`;
}
