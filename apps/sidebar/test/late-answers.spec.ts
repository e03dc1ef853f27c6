import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { OpenChat } from '../src/host/host.port';
import { ProblemError } from '../src/problem';
import { useCurrentChat } from '../src/stores/current-chat';
import { KeptCards } from '../src/stores/kept-cards';
import { close, type FakeHost, openBesideClient, openedOn, switchTo } from './fake-host';
import { bootstrapAnswer, cardOf, settled, type FakePage } from './fake-page';

/** What was asked for one chat is answered when another is open: it must change nothing. */
let page: FakePage;
let host: FakeHost;
beforeEach(() => {
  ({ page, host } = openBesideClient());
});

afterEach(() => close(page));

async function visit(externalUserId: string) {
  await switchTo(host, externalUserId);
  await page.answer(`/api/customers/${externalUserId}/card`, 200, cardOf(externalUserId));
}

/** The answer is on its way through the page when the client says that another chat is open. */
async function answerWhileSwitching(path: string, body: object, to: string) {
  const answered = page.answer(path, 200, body);
  await switchTo(host, to);
  await answered;
}

/** A client that answers when it is told to. */
function slowly(): (externalUserId: string) => Promise<void> {
  const quickly = host.openChat;
  let say = (_chat: OpenChat) => {};
  host.openChat = () => {
    host.openChat = quickly;
    return new Promise((resolve) => (say = resolve));
  };
  return async (externalUserId) => {
    say({ kind: 'customer', externalUserId });
    await settled();
  };
}

describe('a card that arrives late', () => {
  it('does not overwrite the answer to a later question for the same card', async () => {
    const chat = await openedOn(page, host, 'wmA');
    const quickly = globalThis.fetch;
    let arrive = () => {};
    globalThis.fetch = async (...asked) => {
      const response = await quickly(...asked);
      await new Promise<void>((resolve) => (arrive = resolve));
      return response;
    };
    const slow = chat.refresh();
    globalThis.fetch = quickly;
    await page.answer('/api/customers/wmA/card', 200, cardOf('wmA', '从前'));
    const latest = chat.refresh();
    await page.answer('/api/customers/wmA/card', 200, cardOf('wmA', '现在'));
    await latest;

    arrive();
    await slow;

    expect(chat.view).toMatchObject({ card: { name: '现在' } });
  });

  it('is not drawn beside another chat', async () => {
    const chat = await openedOn(page, host, 'wmA');
    await switchTo(host, 'wmB');

    await answerWhileSwitching('/api/customers/wmB/card', cardOf('wmB'), 'wmC');

    expect(chat.view).toEqual({ kind: 'opening' });
  });

  it('is not drawn over another customer’s card, either, when it is a change that was heard of', async () => {
    const chat = await openedOn(page, host, 'wmB');
    await visit('wmA');
    const live = await page.openStream('/api/customers/wmA/live');
    await live.send('event: changed\nid: change-1\ndata: {}\n\n');

    await answerWhileSwitching('/api/customers/wmA/card', cardOf('wmA', '改名了'), 'wmB');

    expect(chat.view).toMatchObject({ externalUserId: 'wmB', card: { externalUserId: 'wmB' } });
  });
});

describe('a look that has been overtaken', () => {
  it('explains nothing', async () => {
    const chat = await openedOn(page, host, 'wmA');
    await switchTo(host, 'wmB');

    await switchTo(host, 'wmC');

    expect(chat.view).toEqual({ kind: 'opening' });
  });

  it('forgets no card', async () => {
    const chat = await openedOn(page, host, 'wmA');
    await visit('wmB');
    await switchTo(host, 'wmA');
    await visit('wmB');

    await switchTo(host, 'wmA');

    expect(chat.view).toMatchObject({ kind: 'card', externalUserId: 'wmA', state: 'refreshing' });
  });

  it('does not overwrite what is explained meanwhile', async () => {
    const chat = await openedOn(page, host, 'wmA');
    const say = slowly();
    void chat.look();

    chat.fail({ code: 'BAD_ADDRESS' });
    await say('wmB');

    expect(page.waiting()).toEqual([]);
    expect(chat.view).toEqual({ kind: 'problem', problem: { code: 'BAD_ADDRESS' } });
  });

  it.each(['overtaken', 'answered'])('takes no card away once it has been %s', async (how) => {
    const chat = await openedOn(page, host, 'wmA');
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    try {
      const say = slowly();
      void chat.look();
      jest.advanceTimersByTime(100);
      if (how === 'answered') await say('wmA');
      else await switchTo(host, 'wmA');

      jest.advanceTimersByTime(300);

      expect(chat.view).toMatchObject({ kind: 'card', externalUserId: 'wmA' });
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('a page that is opening', () => {
  it('hides what it explained before', async () => {
    const chat = await openedOn(page, host, 'wmA');
    chat.fail({ code: 'NETWORK_LOST' });

    void chat.open(host);

    expect(chat.view).toEqual({ kind: 'opening' });
  });

  it('asks for no chat before it knows who is asking', async () => {
    const chat = useCurrentChat();
    void chat.open(host);
    await settled();

    await chat.look();

    expect(page.waiting()).toEqual([expect.stringMatching(/^\/api\/bootstrap/)]);
  });

  it('is told by the API which permission is missing where the client says only that one is', async () => {
    const chat = await openedOn(page, host, 'wmA');
    host.chat = new ProblemError({ code: 'NO_JSSDK_PERMISSION' });

    void chat.look();
    await settled();
    const refusal = { code: 'CUSTOMER_CONTACT_DISABLED', message: '', requestId: 'r1' };
    await page.answer('/api/customer-contact', 403, refusal);

    expect(chat.view).toMatchObject({ problem: { code: 'CUSTOMER_CONTACT_DISABLED' } });
  });
});

describe('logins in a row', () => {
  const ROUNDS = 'sidecard.rounds:wwspruce/1000002';

  it('are counted afresh once somebody is known, though there is no card', async () => {
    page.storage.set('sidecard.person', 'wwspruce/zhangwei');
    page.storage.set(ROUNDS, '2/2');
    host.chat = { kind: 'group', chatId: 'wrA' };
    void useCurrentChat().open(host);
    await settled();
    await page.answer('/api/bootstrap', 200, bootstrapAnswer);

    expect(useCurrentChat().view).toEqual({ kind: 'group', chatId: 'wrA' });
    expect(page.storage.has(ROUNDS)).toBe(false);
  });

  it('go on counting while nobody is', async () => {
    page.storage.set(ROUNDS, '2/2');
    void useCurrentChat().open(host);
    await settled();
    await page.loseNetwork();

    expect(page.storage.get(ROUNDS)).toBe('2/2');
  });

  it('go on counting when they have led nowhere too often', async () => {
    page.storage.set('sidecard.person', 'wwspruce/zhangwei');
    page.storage.set(ROUNDS, '3/3');
    void useCurrentChat().open(host);
    await settled();
    await page.answer('/api/bootstrap', 200, bootstrapAnswer);
    await page.answer('/api/customers/wmA/card', 401, {
      code: 'SESSION_CHANGED',
      message: '',
      requestId: 'r',
    });

    expect(useCurrentChat().view).toMatchObject({ problem: { code: 'LOGIN_LOOP' } });
    expect(page.storage.get(ROUNDS)).toBe('3/3');
  });
});

it('no more than twenty cards are kept', () => {
  const kept = new KeptCards();
  for (let count = 0; count < 21; count += 1) kept.keep(cardOf(`wm${count}`));

  expect(kept.get('wm0')).toBeNull();
  expect(kept.get('wm1')).not.toBeNull();
});
