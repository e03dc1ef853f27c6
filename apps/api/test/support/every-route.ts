import { randomUUID } from 'node:crypto';
import { apiPaths, CHAT_HEADER, sidebarPath, wecomChangePaths } from '@sidecard/contracts';
import type { Answer, Asking, WebView } from './web-view.js';

/**
 * Who may use a route: anybody; whoever shows the ops token; a member; a member who may see the customer it is about.
 */
export type Audience = 'anybody' | 'ops' | 'member' | 'customer';

interface Route {
  audience: Audience;
  /** A write of the page. */
  isWrite: boolean;
  /** What a member does before. */
  prepare?: (webView: WebView) => Promise<void>;
  /** Asks it as the page does, for 林小雨, whom 张伟 serves, if it is not about somebody else. */
  ask: (webView: WebView, changes?: Asking, customer?: string) => Promise<Answer>;
}

export const CUSTOMER = 'wmLinXiaoyu';
/** 张伟's. */
const GROUP = 'wrSpruceRiverside';

const page = (webView: WebView) => sidebarPath(webView.app);

function read(audience: Audience, path: (webView: WebView) => string): Route {
  return { audience, isWrite: false, ask: (webView, changes) => webView.ask(path(webView), changes) };
}

function readOf(path: (customer: string) => string): Route {
  return {
    audience: 'customer',
    isWrite: false,
    ask: (webView, changes, customer = CUSTOMER) => webView.ask(path(customer), changes),
  };
}

function write(
  audience: 'member' | 'customer',
  path: (customer: string) => string,
  body?: () => object,
): Route {
  return {
    audience,
    isWrite: true,
    ask: (webView, { headers, ...changes } = {}, customer = CUSTOMER) =>
      webView.ask(path(customer), {
        method: 'POST',
        headers: {
          origin: webView.origin,
          ...(audience === 'customer' ? { [CHAT_HEADER]: customer } : {}),
          ...(body ? { 'content-type': 'application/json' } : {}),
          ...headers,
        },
        ...(body ? { body: JSON.stringify(body()) } : {}),
        ...changes,
      }),
  };
}

const callback = ({ app }: WebView) => `/wecom/callback/${app.corpId}/${app.agentId}`;

/** Every route the API has. `refusals.spec.ts` compares it with the router, so that a new one can't be forgotten. */
export const everyRoute: Record<string, Route> = {
  'GET /health/live': read('anybody', () => '/health/live'),
  'GET /health/ready': read('anybody', () => '/health/ready'),
  'GET /metrics': read('ops', () => '/metrics'),
  'GET /health/credentials': read('ops', () => '/health/credentials'),
  'GET /health/sync': read('ops', () => '/health/sync'),
  'GET /api/auth/start': read('anybody', (webView) => apiPaths.loginStart(webView.mark, page(webView))),
  'GET /api/auth/callback/:corpId/:agentId': read(
    'anybody',
    (webView) => `${apiPaths.loginCallback(webView.app)}?code=c&state=s`,
  ),
  'POST /api/auth/logout': write('member', () => apiPaths.logout),
  'GET /wecom/callback/:corpId/:agentId': read('anybody', callback),
  'POST /wecom/callback/:corpId/:agentId': {
    ...read('anybody', callback),
    ask: (webView, changes) => webView.request(callback(webView), { method: 'POST', ...changes }),
  },
  'GET /api/bootstrap': read('member', (webView) => apiPaths.bootstrap(webView.pageUrl())),
  'POST /api/card-layout': write(
    'member',
    () => apiPaths.cardLayout,
    () => ({ order: ['timeline'], folded: [] }),
  ),
  'GET /api/customer-contact': read('member', () => apiPaths.customerContact),
  'POST /api/customers/find': write(
    'member',
    () => apiPaths.findCustomers,
    () => ({ text: '' }),
  ),
  'GET /api/group-chats/:chatId': read('member', () => apiPaths.groupChat(GROUP)),
  'GET /api/customers/:externalUserId/card': readOf(apiPaths.customerCard),
  'GET /api/customers/:externalUserId/timeline': readOf((customer) => apiPaths.timeline(customer)),
  'GET /api/customers/:externalUserId/live': readOf(apiPaths.live),
  'POST /api/customers/:externalUserId/phones/reveal': write('customer', apiPaths.revealPhones),
  'POST /api/customers/:externalUserId/follow-ups': write('customer', apiPaths.followUps, () => ({
    followUpId: randomUUID(),
    note: '电话里说周六来',
  })),
  'POST /api/customers/:externalUserId/stage': write('customer', apiPaths.stage, () => ({ stage: 'won' })),
  'GET /api/customers/:externalUserId/tags': readOf(wecomChangePaths.tags),
  'POST /api/customers/:externalUserId/tags': {
    ...write('customer', wecomChangePaths.tags, () => ({
      changeId: randomUUID(),
      add: ['etSpruceStageDeal'],
      remove: [],
    })),
    // Only what the corp is known to have can be put on.
    prepare: async (webView) => {
      await webView.tagChoices(CUSTOMER);
    },
  },
  'POST /api/customers/:externalUserId/remark': write('customer', wecomChangePaths.remark, () => ({
    changeId: randomUUID(),
    remark: '林小雨 一期',
  })),
  'POST /api/customers/:externalUserId/wecom-changes/dismiss': write(
    'customer',
    wecomChangePaths.dismiss,
    () => ({ changeId: randomUUID() }),
  ),
  'GET /api/customers/:externalUserId/crm/search': readOf((customer) => apiPaths.crmSearch(customer, '林小')),
  'POST /api/customers/:externalUserId/crm/link': {
    ...write('customer', apiPaths.crmLink, () => ({ key: CUSTOMER })),
    // Only what was shown can be chosen.
    prepare: async (webView) => {
      await webView.createRecord(CUSTOMER);
      await webView.searchCrm(CUSTOMER, '林小');
    },
  },
  'POST /api/customers/:externalUserId/crm/unlink': write('customer', apiPaths.crmUnlink),
  'POST /api/customers/:externalUserId/crm/create': write('customer', apiPaths.crmCreate),
  'POST /api/customers/:externalUserId/crm/reveal': write('customer', apiPaths.crmReveal, () => ({
    fieldId: 'level',
  })),
};
