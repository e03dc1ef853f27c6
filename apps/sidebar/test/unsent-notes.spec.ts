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

const tryAgain = async () => {
  useNotes().resend();
  await settled();
};

describe('a note that could not go out', () => {
  it('goes out as what it was when it is tried again, and says why it waits until it has', async () => {
    await openedOn(page, host, 'wmA');
    const note = type('周六来');
    const first = await press();
    await page.loseNetwork();
    expect(note).toMatchObject({ isWanted: true, problem: { code: 'NETWORK_LOST' } });

    await tryAgain();
    expect(JSON.parse(page.bodyOf(followUps()))).toEqual(first);
    expect(note).toMatchObject({ problem: { code: 'NETWORK_LOST' } });
    await page.answer(followUps(), 201, saved(first));

    expect(note).toMatchObject({ text: '', isWanted: false, problem: null });
  });

  it('is still wanted after the page has been loaded again', async () => {
    await openedOn(page, host, 'wmA');
    type('周六来');
    await press();
    await reopenedOn('wmA');

    expect(useNotes().noteFor('wmA', '').isWanted).toBe(true);
  });

  it('waits while another customer is shown', async () => {
    await openedOn(page, host, 'wmA');
    type('周六来');
    await press();
    await page.loseNetwork();
    host.chat = { kind: 'customer', externalUserId: 'wmB' };
    void useCurrentChat().look();
    await settled();
    await page.answer('/api/customers/wmB/card', 200, cardOf('wmB'));

    await tryAgain();

    expect(page.waiting()).toEqual([]);
    expect(customersWithDrafts(person, 'wmB')).toEqual(['备注 wmA']);
  });

  it('waits for its member once they type on, and when it was refused', async () => {
    await openedOn(page, host, 'wmA');
    type('周六来');
    await press();
    await page.loseNetwork();
    type('周六来，或者');
    await tryAgain();
    expect(page.waiting()).toEqual([]);

    await press();
    await page.answer(followUps(), 503, { code: 'NOT_READY', message: '', requestId: 'r' });
    await tryAgain();
    expect(page.waiting()).toEqual([]);
  });

  it('is sent as another follow-up when its id is taken', async () => {
    await openedOn(page, host, 'wmA');
    type('周六来');
    const first = await press();
    await page.answer(followUps(), 400, { code: 'INVALID_REQUEST', message: '', requestId: 'r' });

    expect((await press()).followUpId).not.toBe(first.followUpId);
  });
});

describe('a follow-up that is changed', () => {
  const path = `${followUps()}/f1`;
  const before = { note: '周六来', nextContactOn: null };

  it('begins with what it says; what is typed survives a reload, and is sent as a change', async () => {
    await openedOn(page, host, 'wmA');
    const note = useNotes().noteFor('wmA/f1', '备注 wmA', before);
    expect(note.text).toBe('周六来');
    note.text = '周日来 ';
    useNotes().keep('wmA/f1', note);
    await reopenedOn('wmA');
    expect(useNotes().isBegun('wmA/f1')).toBe(true);
    expect(customersWithDrafts(person, 'wmA')).toEqual([]);
    expect(customersWithDrafts(person, 'wmB')).toEqual(['备注 wmA']);

    const again = useNotes().noteFor('wmA/f1', '', before);
    void useNotes().save('wmA/f1', again);
    await settled();
    expect(JSON.parse(page.bodyOf(path))).toEqual({ note: '周日来', nextContactOn: null });
    await page.answer(path, 200, saved({ followUpId: 'f1', note: '周日来' }));

    expect(useNotes().isBegun('wmA/f1')).toBe(false);
    expect(customersWithDrafts(person, '')).toEqual([]);
  });

  it('is as it was when that is not wanted after all', async () => {
    await openedOn(page, host, 'wmA');
    const note = useNotes().noteFor('wmA/f1', '备注 wmA', before);
    note.text = '算了';
    useNotes().keep('wmA/f1', note);

    useNotes().drop('wmA/f1');

    expect(useNotes().isBegun('wmA/f1')).toBe(false);
    expect(useNotes().noteFor('wmA/f1', '', before).text).toBe('周六来');
  });
});
