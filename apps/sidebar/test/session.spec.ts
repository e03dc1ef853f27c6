import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createPinia, setActivePinia } from 'pinia';
import { useCurrentChat } from '../src/stores/current-chat';
import { useSession } from '../src/stores/session';
import { FakeHost, openedOn } from './fake-host';
import { bootstrapAnswer, openFakePage, settled, type FakePage } from './fake-page';

const MARK = 'sidecard.mark:wwspruce/1000002';
const inWecom = navigator.userAgent;

let page: FakePage;
beforeEach(() => {
  page = openFakePage();
  setActivePinia(createPinia());
});

afterEach(async () => {
  Object.assign(navigator, { userAgent: inWecom });
  useCurrentChat().fail({ code: 'UNEXPECTED' });
  await page.loseNetwork();
});

const wayTo = (login = '') => new URL(login, 'http://x').searchParams.get('way');

describe('the page’s mark', () => {
  it('stays the one it began with, whatever the web view is by now', async () => {
    await openedOn(page, new FakeHost(), 'wmA');
    const own = page.storage.get(MARK);
    page.storage.set(MARK, `wwspruce.1000002.${'b'.repeat(32)}`);

    expect(useSession().mark()).toBe(own);
  });

  it('is another for each login, and nothing of the last one is kept beside it', async () => {
    await openedOn(page, new FakeHost(), 'wmA');
    expect(page.storage.has('sidecard.bootstrap')).toBe(true);

    useSession().proveByHand();
    const first = page.storage.get(MARK);
    expect(page.storage.has('sidecard.bootstrap')).toBe(false);
    useSession().proveByHand();

    expect(page.storage.get(MARK)).not.toBe(first);
  });

  it('that was never used is none that could be outdated: what a failed login explains stays', async () => {
    page = openFakePage('#login_error=NOT_A_MEMBER&request_id=r9');
    await useCurrentChat().open(new FakeHost());

    await useCurrentChat().look(true);

    expect(page.reloads()).toBe(0);
  });
});

describe('another bootstrap', () => {
  const refused = { by: 'agentConfig', timestamp: 1, nonceStr: 'n', signature: 's' } as const;

  it('is fetched in place of a refused signature, not taken from what is kept', async () => {
    await openedOn(page, new FakeHost(), 'wmA');

    useSession()
      .open(undefined, refused)
      .catch(() => undefined);
    await settled();

    expect(page.waiting()).toEqual([expect.stringMatching(/^\/api\/bootstrap\?.*refused=agentConfig/)]);
  });

  it.each([
    ['for this url', 'http://127.0.0.1/s/wwspruce/1000002', []],
    [
      'for another url, which it is not',
      'http://127.0.0.1/elsewhere',
      [expect.stringMatching('/api/bootstrap')],
    ],
  ])('that the early script has asked for is used %s', async (_which, url, waiting) => {
    window.sidecardBootstrap = { url, answer: Promise.resolve(Response.json(bootstrapAnswer)) };
    useSession()
      .open()
      .catch(() => undefined);
    await settled();

    expect(page.waiting()).toEqual(waiting);
    expect(window.sidecardBootstrap).toBeUndefined();
  });

  it('that the early script has asked for is not used in place of a refused signature', async () => {
    const url = 'http://127.0.0.1/s/wwspruce/1000002';
    window.sidecardBootstrap = { url, answer: Promise.resolve(Response.json(bootstrapAnswer)) };
    useSession()
      .open(url, refused)
      .catch(() => undefined);
    await settled();

    expect(page.waiting()).toHaveLength(1);
  });
});

describe('a session that has ended', () => {
  it('in a browser outside WeCom is explained, and nobody is known any more', async () => {
    Object.assign(navigator, { userAgent: 'Chrome/140' });
    const chat = await openedOn(page, new FakeHost(), 'wmA');
    void chat.look();
    await settled();
    await page.answer('/api/customers/wmA/card', 401, {
      code: 'SESSION_CHANGED',
      message: '',
      requestId: 'r',
    });

    expect(chat.view).toMatchObject({ problem: { code: 'OUTSIDE_WECOM' } });
    expect(page.leftFor).toEqual([]);
    expect(useSession().bootstrap).toBeNull();
  });

  it.each([
    ['in WeCom asks WeCom, and takes no earlier proof', inWecom, 'again'],
    ['outside goes by the code', 'Chrome/140', 'web'],
  ])('and is proved again by hand %s', (_where, userAgent, way) => {
    Object.assign(navigator, { userAgent });

    useSession().proveByHand();

    expect(wayTo(page.leftFor[0])).toBe(way);
  });
});

describe('where the page was', () => {
  const PLACE = 'sidecard.place:wwspruce/1000002';

  it('is kept without the number of the login, and only until one has worked', async () => {
    page = openFakePage('#customer=wmA&login_round=1');
    useSession().proveByHand();
    expect(page.storage.get(PLACE)).toBe('#customer=wmA');

    useSession().settled();

    expect(page.storage.has(PLACE)).toBe(false);
  });

  it('does not take the number of a login along when another is begun in the middle of it', async () => {
    page = openFakePage('#customer=wmA&login_round=1');
    void useCurrentChat().open(new FakeHost());
    await settled();
    await page.answer('/api/bootstrap', 401, { code: 'SESSION_CHANGED', message: '', requestId: 'r' });

    expect(page.storage.get(PLACE)).toBe('#customer=wmA');
    expect(decodeURIComponent(page.leftFor[0] ?? '')).toContain('#customer=wmA&login_round=2');
  });
});
