import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createPinia, setActivePinia } from 'pinia';
import type { OpenChat } from '../src/host/host.port';
import { ProblemError } from '../src/problem';
import { useCurrentChat } from '../src/stores/current-chat';
import { close, type FakeHost, openBesideClient, openedOn, switchTo } from './fake-host';
import { bootstrapAnswer, cardOf, openFakePage, settled, type FakePage } from './fake-page';

let page: FakePage;
let host: FakeHost;
beforeEach(() => {
  ({ page, host } = openBesideClient());
});

afterEach(() => close(page));

describe('the current chat', () => {
  const noLonger = { code: 'RELATION_ENDED', message: '', requestId: 'r1' };

  it('goes from a fresh page to the card', async () => {
    const chat = await openedOn(page, host, 'wmA');

    expect(chat.view).toMatchObject({ kind: 'card', externalUserId: 'wmA', card: { name: 'wmA' } });
  });

  it('never shows the last customer while the next one is on the way', async () => {
    const chat = await openedOn(page, host, 'wmA');

    await switchTo(host, 'wmB');

    expect(chat.view).toEqual({ kind: 'opening' });
  });

  it('shows the latest of two quick switches, and does not even wait for the first', async () => {
    const chat = await openedOn(page, host, 'wmA');

    await switchTo(host, 'wmB');
    await switchTo(host, 'wmC');
    expect(page.waiting()).toEqual(['/api/customers/wmC/card']);
    await page.answer('/api/customers/wmC/card', 200, cardOf('wmC'));

    expect(chat.view).toMatchObject({ kind: 'card', externalUserId: 'wmC' });
  });

  it('does not let a slow client overwrite the latest look', async () => {
    const chat = await openedOn(page, host, 'wmA');
    let answerSlowly = (_chat: OpenChat) => {};
    const quickly = host.openChat;
    host.openChat = () => new Promise((resolve) => (answerSlowly = resolve));

    void chat.look();
    await settled();
    host.openChat = quickly;
    await switchTo(host, 'wmC');
    await page.answer('/api/customers/wmC/card', 200, cardOf('wmC'));
    answerSlowly({ kind: 'customer', externalUserId: 'wmB' });
    await settled();

    expect(page.waiting()).toEqual([]);
    expect(chat.view).toMatchObject({ externalUserId: 'wmC' });
  });

  it('draws a customer seen before at once, and refreshes behind', async () => {
    const chat = await openedOn(page, host, 'wmA');
    await switchTo(host, 'wmB');
    await page.answer('/api/customers/wmB/card', 200, cardOf('wmB'));

    await switchTo(host, 'wmA');
    expect(chat.view).toMatchObject({ kind: 'card', externalUserId: 'wmA', state: 'refreshing' });
    await page.answer('/api/customers/wmA/card', 200, cardOf('wmA', '改名了'));
    expect(chat.view).toMatchObject({ card: { name: '改名了' }, state: 'current' });
  });

  it('takes a card away again when the API says that it may not be seen any more', async () => {
    const chat = await openedOn(page, host, 'wmA');

    await switchTo(host, 'wmA');
    await page.answer('/api/customers/wmA/card', 403, noLonger);

    expect(chat.view).toEqual({ kind: 'problem', problem: { code: 'RELATION_ENDED', requestId: 'r1' } });
  });

  it('does not draw it again from its copy afterwards', async () => {
    const chat = await openedOn(page, host, 'wmA');
    await switchTo(host, 'wmA');
    await page.answer('/api/customers/wmA/card', 403, noLonger);

    await switchTo(host, 'wmA');

    expect(chat.view).toEqual({ kind: 'opening' });
  });

  it.each([
    ['the client is asked', () => useCurrentChat().look()],
    ['it is asked because somebody else was chosen', () => useCurrentChat().choose('wmB')],
  ])('doubts a card while %s, and takes it away if that takes long', async (_when, ask) => {
    const chat = await openedOn(page, host, 'wmA');
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    try {
      host.openChat = () => new Promise(() => {});

      void ask();
      expect(chat.view).toMatchObject({ kind: 'card', state: 'doubtful' });
      jest.advanceTimersByTime(299);
      expect(chat.view).toMatchObject({ kind: 'card', state: 'doubtful' });
      jest.advanceTimersByTime(1);
      expect(chat.view).toEqual({ kind: 'opening' });
    } finally {
      jest.useRealTimers();
    }
  });

  it('forgets its copy of a card after five minutes', async () => {
    const chat = await openedOn(page, host, 'wmA');
    await switchTo(host, 'wmB');
    await page.answer('/api/customers/wmB/card', 200, cardOf('wmB'));
    const later = Date.now() + 5 * 60_000;
    const now = jest.spyOn(Date, 'now').mockReturnValue(later);

    await switchTo(host, 'wmA');
    now.mockRestore();

    expect(chat.view).toEqual({ kind: 'opening' });
  });

  it('leaves the card of the same chat where it is while it is refreshed, however old', async () => {
    const chat = await openedOn(page, host, 'wmA');
    const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 5 * 60_000);

    await switchTo(host, 'wmA');
    now.mockRestore();

    expect(chat.view).toMatchObject({ kind: 'card', externalUserId: 'wmA', state: 'refreshing' });
  });

  it('shows no card of another customer than the one asked for', async () => {
    const chat = await openedOn(page, host, 'wmA');

    await switchTo(host, 'wmB');
    await page.answer('/api/customers/wmB/card', 200, cardOf('wmZ'));

    expect(chat.view).toMatchObject({ kind: 'problem', problem: { code: 'UNEXPECTED' } });
  });

  it('shows a group chat, and asks anew at every look', async () => {
    const chat = await openedOn(page, host, 'wmA');

    host.chat = { kind: 'group', chatId: 'wrA' };
    await chat.look();
    const first = chat.view;
    expect(first).toEqual({ kind: 'group', chatId: 'wrA' });

    host.chat = { kind: 'group', chatId: 'wrA' };
    await chat.look();
    expect(chat.view).toEqual(first);
    expect(chat.view).not.toBe(first);
  });

  it('shows a customer chosen in a group, until another chat is opened', async () => {
    const chat = await openedOn(page, host, 'wmA');
    host.chat = { kind: 'group', chatId: 'wrA' };
    await chat.look();

    void chat.choose('wmB');
    await settled();
    await page.answer('/api/customers/wmB/card', 200, cardOf('wmB'));
    expect(chat.view).toMatchObject({ kind: 'card', externalUserId: 'wmB' });
    expect(await chat.write('wmB', async ({ openChat }) => openChat)).toBe('wmB');

    await chat.choose(null);
    expect(chat.view).toEqual({ kind: 'group', chatId: 'wrA' });

    void chat.choose('wmB');
    await settled();
    host.chat = { kind: 'group', chatId: 'wrB' };
    await chat.look();
    expect(chat.view).toEqual({ kind: 'group', chatId: 'wrB' });

    // Nothing is chosen without knowing beside what.
    host.chat = new ProblemError({ code: 'CLIENT_SILENT' });
    await chat.choose('wmB');
    expect(chat.view).toEqual({ kind: 'problem', problem: { code: 'CLIENT_SILENT' } });
  });
});

describe('a session that has ended', () => {
  const refusal = { code: 'SESSION_CHANGED', message: '', requestId: 'r1' } as const;
  /** The login has brought the page back to where it wanted to be. */
  const comeBack = () => {
    const returnTo = new URL(page.leftFor.at(-1) ?? '', 'http://x').searchParams.get('return') ?? '';
    Object.assign(location, { hash: returnTo.split(/(?=#)/)[1] ?? '' });
  };

  it('sends the page through the login, with a new mark', async () => {
    const before = [...page.storage.values()];
    const chat = useCurrentChat();
    void chat.open(host);
    await settled();

    await page.answer('/api/bootstrap', 401, refusal);

    expect(page.leftFor).toHaveLength(1);
    expect(page.leftFor[0]).toMatch(
      /^\/api\/auth\/start\?mark=wwspruce\.1000002\.\w{32}&return=%2Fs%2Fwwspruce%2F1000002%23login_round%3D1&way=again$/,
    );
    expect(page.leftFor[0]).not.toContain(before[0]);
    expect(chat.view).toEqual({ kind: 'opening' });
  });

  it('lets the page that is leaving say nothing more with the mark of the page that will come back', async () => {
    const chat = await openedOn(page, host, 'wmA');
    const [mark] = page.storage.values();
    await switchTo(host, 'wmA');
    await page.answer('/api/customers/wmA/card', 401, refusal);
    expect(page.leftFor).toHaveLength(1);
    const sent: string[] = [];

    void chat.write('wmA', ({ mark: sentWith }) => {
      sent.push(sentWith);
      return Promise.reject(new ProblemError(refusal));
    });
    await settled();

    expect(sent).toEqual([]);
    expect([...page.storage.values()]).not.toContain(mark);
    expect(page.leftFor).toHaveLength(1);
  });

  it('is explained after three rounds instead of going round for ever', async () => {
    for (let round = 0; round < 4; round += 1) {
      setActivePinia(createPinia());
      void useCurrentChat().open(host);
      await settled();
      await page.answer('/api/bootstrap', 401, refusal);
      comeBack();
    }

    expect(page.leftFor).toHaveLength(3);
    expect(useCurrentChat().view).toMatchObject({ kind: 'problem', problem: { code: 'LOGIN_LOOP' } });
  });

  it('is explained as well when it is the card that is refused each time', async () => {
    for (let round = 0; round < 4; round += 1) {
      setActivePinia(createPinia());
      void useCurrentChat().open(host);
      await settled();
      await page.answer('/api/bootstrap', 200, bootstrapAnswer);
      await page.answer('/api/customers/wmA/card', 401, refusal);
      comeBack();
    }

    expect(page.leftFor).toHaveLength(3);
    expect(useCurrentChat().view).toMatchObject({ kind: 'problem', problem: { code: 'LOGIN_LOOP' } });
  });

  it('is explained as well to a client that loses its session storage on the way', async () => {
    for (let round = 0; round < 4; round += 1) {
      page = openFakePage(
        new URL(page.leftFor.at(-1) ?? '', 'http://x').searchParams.get('return')?.split(/(?=#)/)[1],
      );
      page.storage.clear();
      setActivePinia(createPinia());
      void useCurrentChat().open(host);
      await settled();
    }

    expect(page.leftFor).toEqual([]);
    expect(useCurrentChat().view).toMatchObject({ kind: 'problem', problem: { code: 'LOGIN_LOOP' } });
  });

  it('does not take a client that reloads the page in the middle of a login for one whose login fails', async () => {
    for (let reload = 0; reload < 5; reload += 1) {
      setActivePinia(createPinia());
      void useCurrentChat().open(host);
      await settled();
      await page.answer('/api/bootstrap', 401, refusal);
    }

    expect(page.leftFor).toHaveLength(5);
    expect(new Set(page.leftFor.map((url) => url.split('%23')[1]))).toEqual(
      new Set(['login_round%3D1&way=again']),
    );
  });

  it('is explained after ten logins of which none came back', async () => {
    for (let reload = 0; reload < 11; reload += 1) {
      setActivePinia(createPinia());
      void useCurrentChat().open(host);
      await settled();
      await page.answer('/api/bootstrap', 401, refusal);
    }

    expect(page.leftFor).toHaveLength(10);
    expect(useCurrentChat().view).toMatchObject({ kind: 'problem', problem: { code: 'LOGIN_LOOP' } });
  });

  it('is not tried again for a client that loses its session storage and whose login fails', async () => {
    page = openFakePage('#login_error=OAUTH_CODE_INVALID&request_id=r9');
    page.storage.clear();

    await useCurrentChat().open(host);

    expect(page.leftFor).toEqual([]);
    expect(useCurrentChat().view).toMatchObject({ kind: 'problem', problem: { code: 'LOGIN_LOOP' } });
  });

  it('counts afresh once there is a card', async () => {
    page = openFakePage('#login_round=3');
    page.storage.set('sidecard.rounds:wwspruce/1000002', '3/3');

    await openedOn(page, host, 'wmA');

    expect(page.storage.has('sidecard.rounds:wwspruce/1000002')).toBe(false);
    expect(location.hash).toBe('');
  });
});

describe('an answer that does not come', () => {
  it.each(['the bootstrap', 'the card'])('is a lost network: %s', async (which) => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    try {
      const chat = useCurrentChat();
      void chat.open(host);
      await settled();
      if (which === 'the card') await page.answer('/api/bootstrap', 200, bootstrapAnswer);

      jest.advanceTimersByTime(15_000);
      await settled();

      expect(chat.view).toEqual({ kind: 'problem', problem: { code: 'NETWORK_LOST' } });
    } finally {
      jest.useRealTimers();
    }
  });
});
