import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { linkRecord } from '../src/features/crm/matching/requests';
import { useMatchings } from '../src/features/crm/matching/matchings';
import { REST_MS, useSearches } from '../src/features/crm/matching/searches';
import { close, openBesideClient, openedOn, type FakeHost } from './fake-host';
import { cardOf, settled, type FakePage } from './fake-page';

let page: FakePage;
let host: FakeHost;
beforeEach(() => {
  ({ page, host } = openBesideClient());
});
afterEach(() => close(page));

const searchPath = (text: string) => `/api/customers/wmA/crm/search?text=${encodeURIComponent(text)}`;
const found = (title: string) => ({ candidates: [{ key: title, title, fields: [] }] });

describe('the search for a record', () => {
  beforeEach(() => void jest.useFakeTimers({ doNotFake: ['setImmediate'] }));
  afterEach(() => void jest.useRealTimers());

  async function typing() {
    await openedOn(page, host, 'wmA');
    const searches = useSearches();
    const search = searches.searchFor('wmA');
    const type = (text: string) => {
      search.typed = text;
      void searches.typed('wmA');
    };
    const rest = async (ms: number) => {
      jest.advanceTimersByTime(ms);
      await settled();
    };
    return { searches, search, type, rest };
  }

  it('asks once somebody has stopped typing', async () => {
    const { search, type, rest } = await typing();

    type('林小');
    await rest(REST_MS - 1);
    type('林小雨 ');
    await rest(REST_MS - 1);
    expect(page.waiting()).toEqual([]);
    await rest(1);
    expect(page.waiting()).toEqual([searchPath('林小雨')]);
    await page.answer(searchPath('林小雨'), 200, found('林小雨'));

    expect(search).toMatchObject({ isSearching: false, answer: { text: '林小雨', ...found('林小雨') } });
  });

  it('asks at once on Enter, and not again after the rest', async () => {
    const { searches, type, rest } = await typing();
    type('林小雨');
    void searches.ask('wmA');
    await settled();
    await page.answer(searchPath('林小雨'), 200, found('林小雨'));
    await rest(REST_MS);

    expect(page.waiting()).toEqual([]);
  });

  it('shows the answer of the latest question, whichever comes last', async () => {
    const { search, type, rest } = await typing();
    type('林小');
    await rest(REST_MS);
    type('王强');
    await rest(REST_MS);

    expect(page.waiting()).toEqual([searchPath('王强')]);
    await page.answer(searchPath('王强'), 200, found('王强'));
    expect(search.answer).toEqual({ text: '王强', ...found('王强') });
    expect(search.problem).toBeNull();
  });

  it('does not ask for what is too short, and forgets what was found before', async () => {
    const { search, type, rest } = await typing();
    type('林小雨');
    await rest(REST_MS);
    await page.answer(searchPath('林小雨'), 200, found('林小雨'));

    type(' 林 ');
    await rest(REST_MS);

    expect(page.waiting()).toEqual([]);
    expect(search.answer).toBeNull();
  });

  it('says why it could not be done, until something else is typed', async () => {
    const { search, type, rest } = await typing();
    type('林小雨');
    await rest(REST_MS);
    await page.answer(searchPath('林小雨'), 503, { code: 'CRM_UNAVAILABLE', message: '', requestId: 'r' });
    expect(search).toMatchObject({ isSearching: false, problem: { code: 'CRM_UNAVAILABLE' } });

    type('林小雨2');

    expect(search.problem).toBeNull();
  });
});

describe('the choice of a record', () => {
  async function chosen() {
    const chat = await openedOn(page, host, 'wmA');
    const matchings = useMatchings();
    const choose = (key: string) =>
      matchings.attempt('wmA', key, (writing) => linkRecord(writing, 'wmA', key));
    const done = choose('c-1');
    await settled();
    return { chat, matchings, matching: matchings.matchingOf('wmA'), choose, done };
  }

  it('is sent once, and the card asked for again, which stays meanwhile', async () => {
    const { chat, matching, choose, done } = await chosen();
    void choose('c-2');
    await settled();
    expect(page.waiting()).toEqual(['/api/customers/wmA/crm/link']);
    expect(JSON.parse(page.bodyOf('/api/customers/wmA/crm/link'))).toEqual({ key: 'c-1' });
    expect(matching.doing).toBe('c-1');

    await page.answer('/api/customers/wmA/crm/link', 204, null);
    expect(chat.view).toMatchObject({ kind: 'card', state: 'current' });
    await page.answer('/api/customers/wmA/card', 200, cardOf('wmA', '新的'));
    await done;

    expect(chat.view).toMatchObject({ kind: 'card', card: { name: '新的' } });
    expect(matching).toEqual({ doing: null, problem: null });
  });

  it('of a record that is gone brings what there is now, and says so', async () => {
    const { matching, matchings, done } = await chosen();
    await page.answer('/api/customers/wmA/crm/link', 404, {
      code: 'CRM_RECORD_NOT_FOUND',
      message: '',
      requestId: 'r',
    });
    await page.answer('/api/customers/wmA/card', 200, cardOf('wmA'));
    await done;
    expect(matching).toMatchObject({ doing: null, problem: { code: 'CRM_RECORD_NOT_FOUND' } });

    matchings.seen('wmA');

    expect(matching.problem).toBeNull();
  });

  it('is not made once another chat is open', async () => {
    const chat = await openedOn(page, host, 'wmA');
    host.chat = { kind: 'customer', externalUserId: 'wmB' };
    void chat.look();
    await settled();

    await useMatchings().attempt('wmA', 'c-1', (writing) => linkRecord(writing, 'wmA', 'c-1'));

    expect(page.waiting()).not.toContain('/api/customers/wmA/crm/link');
    expect(useMatchings().matchingOf('wmA').problem).toMatchObject({ code: 'CHAT_CHANGED' });
  });
});
