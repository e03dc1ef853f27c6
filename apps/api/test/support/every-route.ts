import { randomUUID } from 'node:crypto';
import {
  apiPaths,
  CHAT_HEADER,
  doctorPath,
  FILE_NAME_HEADER,
  MEDIA_TYPE,
  sidebarPath,
  scriptPaths,
  wecomChangePaths,
} from '@sidecard/contracts';
import type { Audience } from '../../src/openapi/operation.js';
import { FOLDER_ID, IMAGE, SCRIPT_ID, storedImage, writeScript } from './scripts.js';
import type { Answer, Asking, WebView } from './web-view.js';

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

const EDITED = randomUUID();
const DELETED = randomUUID();

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

/** Which images there are the server says. */
let imageId = FOLDER_ID;

/** There is one of that id of this member's. */
const withScript = async (webView: WebView) => void (await writeScript(webView));
const sending = () => ({
  sendingId: randomUUID(),
  scriptId: SCRIPT_ID,
  results: [{ part: 0, result: 'sent' }],
});

const callback = ({ app }: WebView) => `/wecom/callback/${app.corpId}/${app.agentId}`;

/** Every route the API has. `refusals.spec.ts` compares it with the router, so that a new one can't be forgotten. */
export const everyRoute: Record<string, Route> = {
  'GET /health/live': read('anybody', () => '/health/live'),
  'GET /health/ready': read('anybody', () => '/health/ready'),
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
  'GET /api/admin/doctor': read('supervisor', () => doctorPath),
  'GET /api/customer-contact': read('member', () => apiPaths.customerContact),
  'POST /api/customers/find': write(
    'member',
    () => apiPaths.findCustomers,
    () => ({ text: '' }),
  ),
  'GET /api/group-chats/:chatId': read('member', () => apiPaths.groupChat(GROUP)),
  'GET /api/my-day': read('member', () => apiPaths.myDay),
  'GET /api/customers/:externalUserId/card': readOf(apiPaths.customerCard),
  'GET /api/customers/:externalUserId/timeline': readOf((customer) => apiPaths.timeline(customer)),
  'GET /api/customers/:externalUserId/live': readOf(apiPaths.live),
  'POST /api/customers/:externalUserId/phones/reveal': write('customer', apiPaths.revealPhones),
  'POST /api/customers/:externalUserId/follow-ups': write('customer', apiPaths.followUps, () => ({
    followUpId: randomUUID(),
    note: '电话里说周六来',
  })),
  'POST /api/customers/:externalUserId/follow-ups/:followUpId': {
    ...write(
      'customer',
      (customer) => apiPaths.followUp(customer, EDITED),
      () => ({ note: '改成周日来', nextContactOn: null }),
    ),
    prepare: async (webView) => void (await webView.addFollowUp(CUSTOMER, '周六来', { followUpId: EDITED })),
  },
  'POST /api/customers/:externalUserId/follow-ups/:followUpId/delete': {
    ...write('customer', (customer) => apiPaths.deleteFollowUp(customer, DELETED)),
    prepare: async (webView) => void (await webView.addFollowUp(CUSTOMER, '写错了', { followUpId: DELETED })),
  },
  'POST /api/scripts/find': write(
    'member',
    () => scriptPaths.find,
    () => ({ text: '', library: null, folderId: null }),
  ),
  'POST /api/scripts': write(
    'member',
    () => scriptPaths.write,
    () => ({
      scriptId: randomUUID(),
      library: 'own',
      folderId: null,
      title: '欢迎',
      parts: [{ kind: 'text', text: '您好' }],
      basedOn: null,
    }),
  ),
  'POST /api/scripts/:scriptId/delete': {
    ...write('member', () => scriptPaths.about(SCRIPT_ID, 'delete')),
    prepare: withScript,
  },
  'POST /api/scripts/:scriptId/favourite': {
    ...write(
      'member',
      () => scriptPaths.about(SCRIPT_ID, 'favourite'),
      () => ({ isFavourite: true }),
    ),
    prepare: withScript,
  },
  'POST /api/scripts/:scriptId/prepare': {
    ...write(
      'member',
      () => scriptPaths.about(SCRIPT_ID, 'prepare'),
      () => ({ version: 1 }),
    ),
    prepare: withScript,
  },
  'POST /api/script-folders': write(
    'member',
    () => scriptPaths.folders,
    () => ({ folderId: FOLDER_ID, library: 'own', name: '常用' }),
  ),
  'POST /api/script-folders/:folderId/delete': {
    ...write('member', () => scriptPaths.deleteFolder(FOLDER_ID)),
    prepare: async (webView) =>
      void (await webView.post(scriptPaths.folders, {
        folderId: FOLDER_ID,
        library: 'own',
        name: '常用',
      })),
  },
  'POST /api/script-media': {
    audience: 'member',
    isWrite: true,
    ask: (webView, { headers, ...changes } = {}) =>
      webView.ask(scriptPaths.media('image'), {
        method: 'POST',
        headers: {
          origin: webView.origin,
          'content-type': MEDIA_TYPE,
          [FILE_NAME_HEADER]: 'a.png',
          ...headers,
        },
        body: IMAGE,
        ...changes,
      }),
  },
  'GET /api/script-media/:mediaId': {
    ...read('member', () => scriptPaths.image(imageId)),
    prepare: async (webView) => {
      imageId = await storedImage(webView);
    },
  },
  'POST /api/customers/:externalUserId/script-sendings': {
    ...write('customer', scriptPaths.customersSendings, sending),
    prepare: withScript,
  },
  'POST /api/group-chats/:chatId/script-sendings': {
    ...write('member', () => scriptPaths.groupsSendings(GROUP), sending),
    prepare: withScript,
  },
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
