import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { useCurrentChat } from '../src/stores/current-chat';
import { close, type FakeHost, openBesideClient, openedOn } from './fake-host';
import { cardOf, settled, type FakePage } from './fake-page';

/** A page that wakes remembers a person and a card; the web view may have been proved by somebody else meanwhile. */
const MARK = 'sidecard.mark:wwspruce/1000002';
const anothersMark = `wwspruce.1000002.${'b'.repeat(32)}`;

let page: FakePage;
let host: FakeHost;
beforeEach(() => {
  ({ page, host } = openBesideClient());
});

afterEach(() => close(page));

describe.each([
  ['comes out of the back/forward cache', true],
  ['becomes visible', false],
])('a page that %s', (_how, isRestored) => {
  it.each([
    ['has been proved anew', () => page.storage.set(MARK, anothersMark)],
    ['has lost its mark', () => page.storage.delete(MARK)],
  ])('shows nothing and is loaded again, where the web view %s', async (_what, change) => {
    const chat = await openedOn(page, host, 'wmA');
    change();

    void chat.look(isRestored);
    expect(chat.view).toEqual({ kind: 'opening' });
    await settled();

    expect(page.reloads()).toBe(1);
    expect(page.waiting()).toEqual([]);
  });

  it('asks for the chat where the mark is still its own', async () => {
    const chat = await openedOn(page, host, 'wmA');

    void chat.look(isRestored);
    await settled();
    await page.answer('/api/customers/wmA/card', 200, cardOf('wmA', '改名了'));

    expect(page.reloads()).toBe(0);
    expect(chat.view).toMatchObject({ kind: 'card', card: { name: '改名了' } });
  });

  it('is loaded again even where it was still opening, and shows nothing that arrives', async () => {
    const chat = useCurrentChat();
    void chat.open(host);
    await settled();
    page.storage.set(MARK, anothersMark);

    await chat.look(isRestored);

    expect(page.reloads()).toBe(1);
  });
});

describe('an outdated page', () => {
  it('shows nothing that it had asked for before', async () => {
    const chat = await openedOn(page, host, 'wmA');
    void chat.look();
    await settled();
    page.storage.set(MARK, anothersMark);

    await chat.look();
    await page.answer('/api/customers/wmA/card', 200, cardOf('wmA', '迟到的'));

    expect(chat.view).toEqual({ kind: 'opening' });
  });

  it('is loaded again once, however often it is looked at', async () => {
    const chat = await openedOn(page, host, 'wmA');
    page.storage.set(MARK, anothersMark);

    for (let look = 0; look < 3; look += 1) await chat.look();

    expect(page.reloads()).toBe(1);
  });
});

describe('a page on its way to the login', () => {
  const refusal = { code: 'SESSION_CHANGED', message: '', requestId: 'r1' };

  it('hides the card at once, and is not called back by a look', async () => {
    const chat = await openedOn(page, host, 'wmA');
    void chat.look();
    await settled();
    await page.answer('/api/customers/wmA/card', 401, refusal);
    expect(page.leftFor).toHaveLength(1);

    expect(chat.view).toEqual({ kind: 'opening' });
    await chat.look();

    expect(page.waiting()).toEqual([]);
    expect(page.reloads()).toBe(0);
  });

  it('that comes back without having been there begins anew', async () => {
    const chat = await openedOn(page, host, 'wmA');
    void chat.look();
    await settled();
    await page.answer('/api/customers/wmA/card', 401, refusal);

    await chat.look(true);

    expect(page.reloads()).toBe(1);
  });
});
