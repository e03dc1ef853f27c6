import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createPinia, setActivePinia } from 'pinia';
import type { Change } from '../src/identity/kept-edits';
import { useEdits } from '../src/features/wecom-changes/edits';
import { useCurrentChat } from '../src/stores/current-chat';
import { close, openBesideClient, openedOn, switchTo, type FakeHost } from './fake-host';
import { cardOf, settled, type FakePage } from './fake-page';

const path = (what: 'tags' | 'remark', externalUserId = 'wmA') => `/api/customers/${externalUserId}/${what}`;
const CARD = '/api/customers/wmA/card';

let page: FakePage;
let host: FakeHost;
beforeEach(() => {
  ({ page, host } = openBesideClient());
});
afterEach(() => close(page));

const tag = (tagId: string): Change => ({
  kind: 'tags',
  changeId: `change-of-${tagId}`,
  parts: [{ what: 'tag_added', text: tagId }],
  content: { add: [tagId], remove: [] },
});
const remark = (text: string): Change => ({
  kind: 'remark',
  changeId: `change-to-${text}`,
  parts: [{ what: 'remark', text }],
  content: { remark: text },
});
const phones = (): Change => ({
  kind: 'phones',
  changeId: 'change-of-phones',
  parts: [{ what: 'phones', text: '' }],
  content: { phones: ['13700010009'] },
});
const edits = () => useEdits().editsOf('wmA');
const unsent = () => edits().unsent.map(({ changeId }) => changeId);

async function add(...changes: Change[]) {
  void useEdits().add('wmA', changes);
  await settled();
}

/** The page is loaded again, in the same web view. */
async function reopened() {
  useCurrentChat().fail({ code: 'UNEXPECTED' });
  setActivePinia(createPinia());
  host.chat = { kind: 'customer', externalUserId: 'wmA' };
  void useCurrentChat().open(host);
  await settled();
  await page.answer(CARD, 200, cardOf('wmA'));
}

describe('what is changed on a card', () => {
  it('is sent one after the other, and gone once the card has it', async () => {
    await openedOn(page, host, 'wmA');
    await add(tag('etOne'), remark('新的'));
    expect(page.waiting()).toEqual([path('tags')]);
    expect(JSON.parse(page.bodyOf(path('tags')))).toEqual({
      changeId: 'change-of-etOne',
      add: ['etOne'],
      remove: [],
    });
    await page.answer(path('tags'), 204, null);
    expect(JSON.parse(page.bodyOf(path('remark')))).toEqual({ changeId: 'change-to-新的', remark: '新的' });
    await page.answer(path('remark'), 204, null);

    expect(unsent()).toHaveLength(2);
    await page.answer(CARD, 200, cardOf('wmA'));
    expect(unsent()).toEqual([]);
    expect(edits().dropped).toEqual([]);
    expect([...page.storage.keys()].some((key) => key.startsWith('sidecard.edits'))).toBe(false);
  });

  it('that got no answer is the same when it is sent again, after a reload too', async () => {
    await openedOn(page, host, 'wmA');
    await add(tag('etOne'));
    await page.loseNetwork();
    expect(edits()).toMatchObject({ isSending: false, problem: { code: 'NETWORK_LOST' } });
    await reopened();

    expect(unsent()).toEqual(['change-of-etOne']);
    void useEdits().send('wmA');
    await settled();
    expect(JSON.parse(page.bodyOf(path('tags')))).toMatchObject({ changeId: 'change-of-etOne' });
  });

  it('is sent once, however many things remind of it', async () => {
    await openedOn(page, host, 'wmA');
    await add(tag('etOne'));
    void useEdits().send('wmA');
    await settled();
    expect(page.waiting()).toEqual([path('tags')]);
  });

  it('made while another is on its way goes after it', async () => {
    await openedOn(page, host, 'wmA');
    await add(tag('etOne'));
    await add(tag('etTwo'));
    await page.answer(path('tags'), 204, null);
    expect(JSON.parse(page.bodyOf(path('tags')))).toMatchObject({ changeId: 'change-of-etTwo' });
  });

  it('for one customer waits while another’s card is shown', async () => {
    await openedOn(page, host, 'wmA');
    await switchTo(host, 'wmB');
    await page.answer('/api/customers/wmB/card', 200, cardOf('wmB'));
    await add(tag('etOne'));

    expect(page.waiting()).not.toContain(path('tags'));
    expect(edits()).toMatchObject({ problem: { code: 'CHAT_CHANGED' } });
    expect(unsent()).toEqual(['change-of-etOne']);
  });

  it('and refused by the server is not sent again; what was typed is back where it was typed', async () => {
    await openedOn(page, host, 'wmA');
    await add(remark('不行的'), tag('etOne'));
    const refusal = { code: 'NOT_OWN_CUSTOMER', message: '', requestId: 'r' };
    await page.answer(path('remark'), 403, refusal);

    expect(unsent()).toEqual(['change-of-etOne']);
    expect(edits()).toMatchObject({ open: 'remark', typed: { remark: '不行的' } });
    expect(edits().dropped).toEqual(['change-to-不行的']);
  });

  it('and not wanted after all is known not to have been sent', async () => {
    await openedOn(page, host, 'wmA');
    await add(tag('etOne'));
    await page.loseNetwork();

    useEdits().drop('wmA', ['change-of-etOne']);

    expect(edits()).toMatchObject({ unsent: [], dropped: ['change-of-etOne'] });
  });

  it('is not kept in the browser as far as it is a phone', async () => {
    await openedOn(page, host, 'wmA');
    await add(phones(), remark('新的'));
    await page.loseNetwork();

    expect(unsent()).toHaveLength(2);
    expect([...page.storage.values()].join()).not.toContain('13700010009');
    await reopened();
    expect(unsent()).toEqual(['change-to-新的']);
  });

  it('is shown to nobody else who uses the web view', async () => {
    await openedOn(page, host, 'wmA');
    await add(remark('张伟写的'));
    await page.loseNetwork();
    for (const [key, value] of page.storage)
      if (key.startsWith('sidecard.edits')) page.storage.set(key, value.replace('"zhangwei"', '"lina"'));
    await reopened();
    expect(unsent()).toEqual([]);
    expect([...page.storage.values()].join()).not.toContain('张伟写的');
  });
});
