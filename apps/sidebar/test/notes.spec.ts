import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createPinia, setActivePinia } from 'pinia';
import { customersWithDrafts } from '../src/identity/drafts';
import { useCurrentChat } from '../src/stores/current-chat';
import { useNotes } from '../src/stores/notes';
import { close, type FakeHost, openBesideClient, openedOn } from './fake-host';
import { bootstrapAnswer, cardOf, settled, type FakePage } from './fake-page';

const person = { corpId: 'wwspruce', agentId: 1000002, userId: 'zhangwei' };
const followUps = (externalUserId = 'wmA') => `/api/customers/${externalUserId}/follow-ups`;

let page: FakePage;
let host: FakeHost;
beforeEach(() => {
  ({ page, host } = openBesideClient());
});

afterEach(() => close(page));

/** The page is loaded again, in the same web view. */
async function reopenedOn(externalUserId: string) {
  useCurrentChat().fail({ code: 'UNEXPECTED' });
  setActivePinia(createPinia());
  host.chat = { kind: 'customer', externalUserId };
  void useCurrentChat().open(host);
  await settled();
  await page.answer(`/api/customers/${externalUserId}/card`, 200, cardOf(externalUserId));
}

function type(text: string, externalUserId = 'wmA') {
  const note = useNotes().noteFor(externalUserId, `备注 ${externalUserId}`);
  note.text = text;
  useNotes().keep(externalUserId, note);
  return note;
}

/** Presses save. @returns what is sent */
async function press(externalUserId = 'wmA'): Promise<{ followUpId: string; note: string }> {
  void useNotes().save(externalUserId, useNotes().noteFor(externalUserId, ''));
  await settled();
  return JSON.parse(page.bodyOf(followUps(externalUserId)));
}

const saved = ({ followUpId, note }: { followUpId: string; note: string }) => ({
  followUpId,
  note,
  author: bootstrapAnswer.member,
  createdAt: '2026-01-01T00:00:00.000Z',
  nextContactAt: null,
});

describe('a note', () => {
  it('that is saved is on the card, and gone from where it was typed', async () => {
    const chat = await openedOn(page, host, 'wmA');
    const note = type(' 周六来 ');

    const sent = await press();
    expect(note.isSaving).toBe(true);
    await page.answer(followUps(), 201, saved(sent));

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
