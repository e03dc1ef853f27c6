import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { customersWithDrafts } from '../src/identity/drafts';
import { useCurrentChat } from '../src/stores/current-chat';
import { useNotes } from '../src/stores/notes';
import { close, type FakeHost, openBesideClient, openedOn } from './fake-host';
import { cardOf, settled, type FakePage } from './fake-page';
import { followUps, person, pressSave, reopen, saved, type } from './written-notes';

let page: FakePage;
let host: FakeHost;
beforeEach(() => {
  ({ page, host } = openBesideClient());
});

afterEach(() => close(page));

const reopenedOn = (externalUserId: string) => reopen(page, host, externalUserId);
const press = () => pressSave(page);

describe('a note', () => {
  it('that is saved is on the card, and gone from where it was typed', async () => {
    const chat = await openedOn(page, host, 'wmA');
    const note = type(' 周六来 ');

    const sent = await press();
    expect(note.isSaving).toBe(true);
    await page.answer(followUps(), 201, saved(sent));
    await page.answer('/api/customers/wmA/card', 200, { ...cardOf('wmA'), followUps: [saved(sent)] });

    expect(sent.note).toBe('周六来');
    expect(note).toMatchObject({ text: '', isSaving: false, problem: null });
    expect(chat.view).toMatchObject({ card: { followUps: [{ note: '周六来' }] } });
    expect(customersWithDrafts(person, '')).toEqual([]);
  });

  it('whose answer is lost is the same follow-up when it is sent again as it was', async () => {
    await openedOn(page, host, 'wmA');
    const note = type('周六来');
    const first = await press();
    await page.loseNetwork();
    expect(note).toMatchObject({ text: '周六来', problem: { code: 'NETWORK_LOST' } });

    expect(await press()).toEqual(first);
  });

  it('is the same follow-up after the page has been loaded again, too', async () => {
    await openedOn(page, host, 'wmA');
    type('周六来');
    const first = await press();
    await page.loseNetwork();

    await reopenedOn('wmA');

    expect(useNotes().noteFor('wmA', '').text).toBe('周六来');
    expect(await press()).toEqual(first);
  });

  it.each([
    ['in the page', async () => {}],
    ['in a page that was loaded again', () => reopenedOn('wmA')],
  ])('whose answer is lost and that is changed (%s) is another follow-up', async (_where, meanwhile) => {
    await openedOn(page, host, 'wmA');
    type('周六来');
    const first = await press();
    await page.loseNetwork();
    await meanwhile();

    type('周日来');
    const second = await press();

    expect(second.note).toBe('周日来');
    expect(second.followUpId).not.toBe(first.followUpId);
  });

  it('that is changed back is what it was: it may have arrived', async () => {
    await openedOn(page, host, 'wmA');
    type('周六来');
    const first = await press();
    await page.loseNetwork();
    type('周日来');
    await press();
    await page.loseNetwork();

    type('周六来');

    expect(await press()).toEqual(first);
  });

  it('is a new follow-up each time it has been saved, though the words are the same', async () => {
    await openedOn(page, host, 'wmA');
    type('没接电话');
    const first = await press();
    await page.answer(followUps(), 201, saved(first));
    await page.answer('/api/customers/wmA/card', 200, cardOf('wmA'));

    type('没接电话');

    expect((await press()).followUpId).not.toBe(first.followUpId);
  });

  it('is sent once, however often it is pressed', async () => {
    await openedOn(page, host, 'wmA');
    type('周六来');
    await press();

    void useNotes().save('wmA', useNotes().noteFor('wmA', ''));
    await settled();

    expect(page.waiting()).toEqual([followUps()]);
  });

  it('of nothing but spaces is none', async () => {
    await openedOn(page, host, 'wmA');
    const note = type(' \n ');

    await useNotes().save('wmA', note);

    expect(page.waiting()).toEqual([]);
    expect(customersWithDrafts(person, '')).toEqual([]);
  });

  it('waits where it was typed while another card is shown, and is named there', async () => {
    await openedOn(page, host, 'wmA');
    type('给甲的');

    host.chat = { kind: 'customer', externalUserId: 'wmB' };
    void useCurrentChat().look();
    await settled();

    expect(useNotes().noteFor('wmB', '').text).toBe('');
    expect(useNotes().noteFor('wmA', '').text).toBe('给甲的');
    expect(customersWithDrafts(person, 'wmB')).toEqual(['备注 wmA']);
    expect(customersWithDrafts(person, 'wmA')).toEqual([]);
  });

  it('stays when the card is replaced before the client has said which chat is open', async () => {
    await openedOn(page, host, 'wmA');
    const note = type('给甲的');
    const quickly = host.openChat;
    let answer = () => {};
    host.openChat = () =>
      new Promise((resolve) => (answer = () => resolve({ kind: 'customer', externalUserId: 'wmA' })));

    void useNotes().save('wmA', note);
    host.openChat = quickly;
    host.chat = { kind: 'customer', externalUserId: 'wmB' };
    void useCurrentChat().look();
    await settled();
    answer();
    await settled();

    expect(page.waiting()).toEqual(['/api/customers/wmB/card']);
    expect(note).toMatchObject({ text: '给甲的', isSaving: false, problem: { code: 'CHAT_CHANGED' } });
    expect(customersWithDrafts(person, 'wmB')).toEqual(['备注 wmA']);
  });

  it('that is saved while another card is shown changes nothing there', async () => {
    const chat = await openedOn(page, host, 'wmA');
    const note = type('给甲的');
    const sent = await press();
    host.chat = { kind: 'customer', externalUserId: 'wmB' };
    void chat.look();
    await settled();
    await page.answer('/api/customers/wmB/card', 200, cardOf('wmB'));

    await page.answer(followUps(), 201, saved(sent));

    expect(note.text).toBe('');
    expect(chat.view).toMatchObject({ externalUserId: 'wmB', card: { followUps: [] } });
  });
});

describe('what a note says besides', () => {
  const chosen = { nextContactOn: '2026-01-09', stage: 'won' };

  it('goes out with it, also after a reload, and is gone when it is saved', async () => {
    await openedOn(page, host, 'wmA');
    Object.assign(type('周六来'), chosen);
    type('周六来');
    await reopenedOn('wmA');
    const note = useNotes().noteFor('wmA', '');
    expect(note).toMatchObject(chosen);

    const sent = await press();
    await page.answer(followUps(), 201, saved(sent));

    expect(sent).toMatchObject({ note: '周六来', ...chosen });
    expect(note).toMatchObject({ text: '', nextContactOn: null, stage: null });
  });

  it('makes it another follow-up when it is changed after the answer was lost', async () => {
    await openedOn(page, host, 'wmA');
    const note = type('周六来');
    const first = await press();
    await page.loseNetwork();
    note.nextContactOn = '2026-01-09';
    useNotes().keep('wmA', note);

    expect((await press()).followUpId).not.toBe(first.followUpId);
  });

  it('is nothing in a draft of an earlier version, whose words stay', async () => {
    await openedOn(page, host, 'wmA');
    page.storage.set(
      'sidecard.draft:wwspruce/1000002/wmA',
      JSON.stringify({
        by: 'zhangwei',
        text: '旧的话',
        sent: [{ followUpId: 'f', note: '旧的话' }],
        customer: '甲',
      }),
    );

    expect(useNotes().noteFor('wmA', '')).toMatchObject({ text: '旧的话', nextContactOn: null, stage: null });
    expect(await press()).toEqual({ followUpId: 'f', note: '旧的话', nextContactOn: null, stage: null });
  });
});
