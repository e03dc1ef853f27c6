import type { Card } from '@sidecard/contracts';

/** The little of a browser that the stores touch. */
export interface FakePage {
  /** Where the page has been sent with `location.replace`. */
  leftFor: string[];
  /** How often the page has loaded itself again. */
  reloads(): number;
  storage: Map<string, string>;
  /** Answers the next request of this path; requests wait until they are answered. */
  answer(path: string, status: number, body: object | null): Promise<void>;
  /** Answers the next request of this path with a body that goes on; what is given is sent down it. */
  openStream(
    path: string,
  ): Promise<{ headers: Headers; send(text: string): Promise<void>; end(): Promise<void> }>;
  /** Whatever is waited for never comes. */
  loseNetwork(): Promise<void>;
  /** What was sent with the request of this path that waits. */
  bodyOf(path: string): string;
  /** Paths that have been asked for and not answered, but for those that stay open. */
  waiting(): string[];
}

const PAGE = 'http://127.0.0.1/s/wwspruce/1000002';

export function openFakePage(hash = ''): FakePage {
  const storage = new Map<string, string>();
  const leftFor: string[] = [];
  const events = new EventTarget();
  let reloads = 0;
  const open: {
    path: string;
    headers: Headers;
    body: string;
    resolve: (response: Response) => void;
    reject: (error: unknown) => void;
  }[] = [];

  const replacements = {
    location: {
      pathname: '/s/wwspruce/1000002',
      search: '',
      hash,
      href: PAGE + hash,
      replace: (url: string) => leftFor.push(url),
      reload: () => (reloads += 1),
    },
    history: {
      replaceState: (_state: unknown, _title: string, url: string) => {
        const { href, search, hash: fragment } = new URL(url, PAGE);
        Object.assign(globalThis.location, { href, search, hash: fragment });
      },
    },
    sessionStorage: storageOver(storage),
    fetch: (path: string, { signal, headers, body }: RequestInit = {}) =>
      new Promise<Response>((resolve, reject) => {
        const asked = {
          path,
          headers: new Headers(headers),
          body: typeof body === 'string' ? body : '',
          resolve,
          reject,
        };
        open.push(asked);
        signal?.addEventListener('abort', () => {
          if (open.includes(asked)) open.splice(open.indexOf(asked), 1);
          reject(new DOMException('aborted', 'AbortError'));
        });
      }),
    window: globalThis,
    addEventListener: events.addEventListener.bind(events),
    dispatchEvent: events.dispatchEvent.bind(events),
  };
  for (const [name, value] of Object.entries(replacements)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  storage.set('sidecard.mark:wwspruce/1000002', `wwspruce.1000002.${'a'.repeat(32)}`);

  function take(path: string) {
    const index = open.findIndex((asked) => asked.path.startsWith(path));
    const [asked] = index < 0 ? [] : open.splice(index, 1);
    if (!asked) throw new Error(`nobody has asked for ${path}`);
    return asked;
  }

  return {
    leftFor,
    reloads: () => reloads,
    storage,
    loseNetwork: async () => {
      for (const { reject } of open.splice(0)) reject(new TypeError('network lost'));
      await settled();
    },
    bodyOf: (path) => open.find((asked) => asked.path === path)?.body ?? '',
    waiting: () => open.map(({ path }) => path).filter((path) => !path.endsWith('/live')),
    answer: async (path, status, body) => {
      take(path).resolve(body ? Response.json(body, { status }) : new Response(null, { status }));
      await settled();
    },
    openStream: async (path) => {
      const asked = take(path);
      const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
      const writer = writable.getWriter();
      asked.resolve(new Response(readable));
      await settled();
      return {
        headers: asked.headers,
        send: async (text) => {
          void writer.write(new TextEncoder().encode(text));
          await settled();
        },
        end: async () => {
          void writer.close();
          await settled();
        },
      };
    },
  };
}

/** As the browser's: its methods, and its keys as its own. */
function storageOver(stored: Map<string, string>): object {
  const methods = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  };
  return new Proxy(methods, {
    ownKeys: () => [...stored.keys()],
    getOwnPropertyDescriptor: (_target, key) => ({
      value: stored.get(String(key)),
      enumerable: true,
      configurable: true,
    }),
  });
}

/** Lets everything that is due happen. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

export const bootstrapAnswer = {
  corp: { corpId: 'wwspruce', name: '云杉' },
  app: { agentId: 1000002, name: '名片' },
  member: { userId: 'zhangwei', name: '张伟' },
  cardLayout: { order: [], folded: [] },
  jssdk: {
    config: { timestamp: 1, nonceStr: 'n', signature: 's' },
    agentConfig: { timestamp: 1, nonceStr: 'n', signature: 's' },
  },
};

export function cardOf(externalUserId: string, name = externalUserId): Card {
  return {
    externalUserId,
    name,
    avatarUrl: null,
    kind: 'wechat',
    gender: 'unknown',
    company: null,
    access: 'own',
    relation: {
      member: { userId: 'zhangwei', name: '张伟' },
      remark: null,
      description: null,
      remarkCompany: null,
      maskedPhones: [],
      tagGroups: [],
      addWay: 'unknown',
      addedAt: '2026-01-01T00:00:00.000Z',
      channel: null,
      customerLeftAt: null,
    },
    colleagues: [],
    crm: { state: 'none', suggestions: [], canSearch: true, canCreate: true },
    stage: { current: null, choices: [] },
    wecomChanges: [],
    followUps: [],
    contact: { today: '2026-01-02', nextOn: null, quietForDays: null },
    changeId: null,
    confirmedAt: '2026-01-01T00:00:00.000Z',
    upToDate: true,
  };
}
