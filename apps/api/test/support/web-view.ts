import { randomBytes, randomUUID } from 'node:crypto';
import {
  apiPaths,
  CHAT_HEADER,
  FILE_NAME_HEADER,
  MEDIA_TYPE,
  sidebarPath,
  WEB_VIEW_HEADER,
  webViewMark,
  wecomChangePaths,
  type AppScope,
  type Bootstrap,
  type Card,
  type CardLayout,
  type CrmSearch,
  type ErrorBody,
  type FollowUp,
  type FoundCustomers,
  type GroupChatCard,
  type FoundScripts,
  type LoginWay,
  type MediaKind,
  type MyDay,
  type NewRemarkChange,
  type NewTagChange,
  type PreparedScript,
  type RevealedCrmField,
  type RevealedPhones,
  scriptPaths,
  type SoughtScripts,
  type StoredMedia,
  type TagChoices,
  type Timeline,
  type TimelineGroup,
} from '@sidecard/contracts';
import type { Visitor } from '@sidecard/simulator';
import { CookieJar } from 'tough-cookie';
import type { System } from './system.js';

export interface Answer<Body = object> {
  status: number;
  headers: Headers;
  /** What a refusal and what the answer may hold: a test looks at the one it expects. */
  body: Body & ErrorBody;
}

/** What a follow-up may say besides its note. */
interface NotedBesides {
  followUpId?: string;
  openChat?: string;
  nextContactOn?: string | null;
  stage?: string | null;
}

export interface Asking {
  method?: string;
  /** An empty one is left out. */
  headers?: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
}

/** What a web view needs to know of a system. */
export type Reachable = Pick<System, 'apiUrl' | 'origin' | 'simulator'>;

/** A web view of the WeCom client as the servers see it: its cookies, its mark, and who is logged in on the device. */
export class WebView {
  readonly mark: string;

  /** Where its page is. */
  get origin(): string {
    return this.system.origin;
  }

  constructor(
    private readonly system: Reachable,
    readonly app: AppScope,
    readonly userId: string,
    readonly jar = new CookieJar(),
  ) {
    this.mark = webViewMark(app, randomBytes(16).toString('hex'));
  }

  /** A request to our own origin, sent straight to the API, not following redirects. */
  async request<Body = object>(
    path: string,
    { method = 'GET', headers = {}, body }: Asking = {},
  ): Promise<Answer<Body>> {
    const { pathname, search } = new URL(path, this.system.origin);
    const url = this.system.apiUrl + pathname + search;
    const sent = { cookie: await this.jar.getCookieString(url), ...headers };
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: Object.entries(sent).filter(([, value]) => value !== ''),
      ...(body === undefined ? {} : { body }),
    });
    for (const cookie of response.headers.getSetCookie()) await this.jar.setCookie(cookie, url);
    const text = await textOf(response);
    return { status: response.status, headers: response.headers, body: parse(text) };
  }

  /** A request of the page: it carries the mark. */
  ask<Body = object>(path: string, asking: Asking = {}): Promise<Answer<Body>> {
    return this.request(path, { ...asking, headers: { [WEB_VIEW_HEADER]: this.mark, ...asking.headers } });
  }

  card(externalUserId: string): Promise<Answer<Card>> {
    return this.ask(apiPaths.customerCard(externalUserId));
  }

  /** Whom of their own customers the member may mean. */
  find(text: string): Promise<Answer<FoundCustomers>> {
    return this.write(apiPaths.findCustomers, 'none', json({ text }));
  }

  groupChat(chatId: string): Promise<Answer<GroupChatCard>> {
    return this.ask(apiPaths.groupChat(chatId));
  }

  /** A write of the page: it names the chat that is open, and the browser adds where it comes from. */
  write<Body = object>(path: string, openChat: string, { headers, ...asking }: Asking = {}) {
    return this.ask<Body>(path, {
      method: 'POST',
      headers: { origin: this.system.origin, [CHAT_HEADER]: openChat, ...headers },
      ...asking,
    });
  }

  searchCrm(externalUserId: string, text: string): Promise<Answer<CrmSearch>> {
    return this.ask(apiPaths.crmSearch(externalUserId, text));
  }

  linkToRecord(externalUserId: string, key: string): Promise<Answer> {
    return this.write(apiPaths.crmLink(externalUserId), externalUserId, json({ key }));
  }

  unlinkFromRecord(externalUserId: string): Promise<Answer> {
    return this.write(apiPaths.crmUnlink(externalUserId), externalUserId);
  }

  createRecord(externalUserId: string): Promise<Answer> {
    return this.write(apiPaths.crmCreate(externalUserId), externalUserId);
  }

  revealField(externalUserId: string, fieldId: string): Promise<Answer<RevealedCrmField>> {
    return this.write(apiPaths.crmReveal(externalUserId), externalUserId, json({ fieldId }));
  }

  arrange(layout: CardLayout): Promise<Answer> {
    return this.post(apiPaths.cardLayout, layout);
  }

  /** A write that is about no customer. */
  post<Body = object>(path: string, body?: object): Promise<Answer<Body>> {
    const { headers, ...asking }: Asking = body ? json(body) : {};
    return this.ask(path, { method: 'POST', headers: { origin: this.system.origin, ...headers }, ...asking });
  }

  findScripts(sought: Partial<SoughtScripts> = {}): Promise<Answer<FoundScripts>> {
    return this.post(scriptPaths.find, { text: '', library: null, folderId: null, ...sought });
  }

  storeMedia(
    kind: MediaKind,
    fileName: string,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<Answer<StoredMedia>> {
    return this.ask(scriptPaths.media(kind), {
      method: 'POST',
      headers: {
        origin: this.system.origin,
        'content-type': MEDIA_TYPE,
        [FILE_NAME_HEADER]: encodeURIComponent(fileName),
      },
      body: bytes,
    });
  }

  prepareScript(scriptId: string, version = 1): Promise<Answer<PreparedScript>> {
    return this.post(scriptPaths.about(scriptId, 'prepare'), { version });
  }

  logOut(): Promise<Answer> {
    return this.ask(apiPaths.logout, { method: 'POST', headers: { origin: this.system.origin } });
  }

  revealPhones(externalUserId: string, asking: Asking = {}): Promise<Answer<RevealedPhones>> {
    return this.write(apiPaths.revealPhones(externalUserId), externalUserId, asking);
  }

  /** @param openChat the chat beside the page, if it is not the customer's */
  addFollowUp(
    externalUserId: string,
    note: string,
    { followUpId = randomUUID(), openChat = externalUserId, ...said }: NotedBesides = {},
  ): Promise<Answer<FollowUp>> {
    return this.write(apiPaths.followUps(externalUserId), openChat, json({ followUpId, note, ...said }));
  }

  editFollowUp(
    externalUserId: string,
    followUpId: string,
    edited: { note: string; nextContactOn?: string | null },
  ): Promise<Answer<FollowUp>> {
    return this.write(apiPaths.followUp(externalUserId, followUpId), externalUserId, json(edited));
  }

  deleteFollowUp(externalUserId: string, followUpId: string): Promise<Answer> {
    return this.write(apiPaths.deleteFollowUp(externalUserId, followUpId), externalUserId);
  }

  /** @param kinds a group of them alone */
  timeline(externalUserId: string, kinds?: TimelineGroup): Promise<Answer<Timeline>> {
    return this.ask(apiPaths.timeline(externalUserId, kinds ? `kinds=${kinds}` : ''));
  }

  myDay(): Promise<Answer<MyDay>> {
    return this.ask(apiPaths.myDay);
  }

  setStage(externalUserId: string, stage: string): Promise<Answer> {
    return this.write(apiPaths.stage(externalUserId), externalUserId, json({ stage }));
  }

  tagChoices(externalUserId: string): Promise<Answer<TagChoices>> {
    return this.ask(wecomChangePaths.tags(externalUserId));
  }

  changeTags(
    externalUserId: string,
    { add = [], remove = [], changeId = randomUUID() }: Partial<NewTagChange>,
  ): Promise<Answer> {
    return this.write(wecomChangePaths.tags(externalUserId), externalUserId, json({ changeId, add, remove }));
  }

  changeRemark(
    externalUserId: string,
    { changeId = randomUUID(), ...notes }: Partial<NewRemarkChange>,
  ): Promise<Answer> {
    return this.write(wecomChangePaths.remark(externalUserId), externalUserId, json({ changeId, ...notes }));
  }

  dismissChange(externalUserId: string, changeId: string): Promise<Answer> {
    return this.write(wecomChangePaths.dismiss(externalUserId), externalUserId, json({ changeId }));
  }

  bootstrap(url = this.pageUrl()): Promise<Answer<Bootstrap>> {
    return this.ask(apiPaths.bootstrap(url));
  }

  pageUrl(query = ''): string {
    return `${this.system.origin}${sidebarPath(this.app)}${query}`;
  }

  /** Leaves for WeCom. @returns the authorize url the browser is sent to */
  async beginLogin(returnTo = sidebarPath(this.app), way: LoginWay = 'client'): Promise<string> {
    const start = await this.request(apiPaths.loginStart(this.mark, returnTo, way));
    return start.headers.get('location') ?? '';
  }

  /** What the client does with the authorize url. @returns the callback url with code and state */
  async authorize(authorizeUrl: string, visitor = this.visitor()): Promise<string> {
    const { id } = this.system.simulator.webViews.create({
      corpId: this.app.corpId,
      visitor,
      chat: { kind: 'none' },
      userAgent: 'wxwork/4.1.36',
    });
    const url = new URL(authorizeUrl);
    if (url.hash !== '#wechat_redirect') throw new Error('the client attaches nobody to this url (4.1)');
    url.searchParams.set('web_view', id);
    const answer = await fetch(url, { redirect: 'manual' });
    return answer.headers.get('location') ?? '';
  }

  /** The whole round trip. @returns the answer that sends the browser back to the page */
  async login(way: LoginWay = 'client'): Promise<Answer> {
    return this.request(await this.authorize(await this.beginLogin(sidebarPath(this.app), way)));
  }

  private visitor(): Visitor {
    return { kind: 'member', userId: this.userId };
  }
}

export const sprucesSales: AppScope = { corpId: 'wwspruce0a1b2c3d4e', agentId: 1000002 };
export const sprucesService: AppScope = { corpId: 'wwspruce0a1b2c3d4e', agentId: 1000003 };
export const begonias: AppScope = { corpId: 'wwbegonia5f6a7b8c9d', agentId: 1000002 };

export async function loggedIn(
  system: Reachable,
  userId = 'ZhangWei',
  app = sprucesSales,
  jar?: CookieJar,
): Promise<WebView> {
  const webView = new WebView(system, app, userId, jar);
  const back = await webView.login();
  if (back.status !== 302) throw new Error(`login failed: ${JSON.stringify(back.body)}`);
  return webView;
}

export function json(body: object): Asking {
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** A stream has no end: that it has begun is all of it. */
async function textOf(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response.text();
  await response.body?.cancel();
  return '';
}

/** Null for what is no JSON: redirects, and what monitors read. */
function parse(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
