import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createPinia, setActivePinia } from 'pinia';
import { customersWithDrafts, draftFor, keepDraft } from '../src/identity/drafts';
import { keepBootstrap, keptBootstrap } from '../src/identity/kept-bootstrap';
import { isProvedBy, provedBy } from '../src/identity/person';
import { currentMark } from '../src/identity/web-view';
import { useCurrentChat } from '../src/stores/current-chat';
import { useNotes } from '../src/stores/notes';
import { useSession } from '../src/stores/session';
import { FakeHost, openedOn } from './fake-host';
import { bootstrapAnswer, cardOf, openFakePage, settled, type FakePage } from './fake-page';

/** What a web view keeps is thrown away where it can't be read or is somebody else's; it is never shown. */
const app = { corpId: 'wwspruce', agentId: 1000002 };
const zhangWei = { ...app, userId: 'zhangwei' };
const liNa = { ...app, userId: 'lina' };
const MARK = 'sidecard.mark:wwspruce/1000002';
const DRAFT = 'sidecard.draft:wwspruce/1000002/wmA';
const BOOTSTRAP = 'sidecard.bootstrap';
const url = 'http://127.0.0.1/s/wwspruce/1000002';

let page: FakePage;
beforeEach(() => {
  page = openFakePage();
  setActivePinia(createPinia());
});

afterEach(async () => {
  useCurrentChat().fail({ code: 'UNEXPECTED' });
  await page.loseNetwork();
});

const draft = {
  by: 'zhangwei',
  text: '没写完的话',
  nextContactOn: '2026-01-09',
  stage: null,
  sent: [],
  customer: '客户甲',
  isWanted: false,
};

describe('a draft', () => {
  it('is read back by the member who has typed it, in the app and for the customer it was typed for', () => {
    keepDraft(zhangWei, 'wmA', draft);

    expect(draftFor(zhangWei, 'wmA')).toEqual(draft);
    expect(draftFor(zhangWei, 'wmB')).toBeNull();
    expect(draftFor({ ...zhangWei, agentId: 1000003 }, 'wmA')).toBeNull();
    expect(draftFor({ ...zhangWei, corpId: 'wwbegonia' }, 'wmA')).toBeNull();
    expect(customersWithDrafts({ ...zhangWei, agentId: 1000003 }, '')).toEqual([]);
  });

  it.each([
    ['read', () => draftFor(liNa, 'wmA')],
    ['listed', () => customersWithDrafts(liNa, 'wmB')[0] ?? null],
  ])('of another member is not %s but thrown away', (_how, read) => {
    keepDraft(zhangWei, 'wmA', draft);

    expect(read()).toBeNull();
    expect(page.storage.has(DRAFT)).toBe(false);
  });

  it.each(['{"by":"zhangwei","text":', 'null', '"text"', '{"by":"zhangwei","text":13}', '[]', ''])(
    'that can’t be read is thrown away: %s',
    (kept) => {
      page.storage.set(DRAFT, kept);

      expect(draftFor(zhangWei, 'wmA')).toBeNull();
      expect(customersWithDrafts(zhangWei, '')).toEqual([]);
      expect(page.storage.has(DRAFT)).toBe(false);
    },
  );

  it('that can’t be read is no reason to show no card', async () => {
    page.storage.set(DRAFT, '{');

    const chat = await openedOn(page, new FakeHost(), 'wmA');

    expect(chat.view).toMatchObject({ kind: 'card' });
    expect(useNotes().noteFor('wmA', '客户甲')).toMatchObject({ by: 'zhangwei', text: '' });
  });
});

describe('the mark', () => {
  it.each(['wwbegonia.1000002.', 'wwspruce.1000003.', 'wwspruce.10000021.', ''])(
    'of another app is none: "%s…"',
    (beginning) => {
      page.storage.set(MARK, beginning + 'a'.repeat(32));

      expect(currentMark(app)).toBeNull();
    },
  );
});

describe('the kept bootstrap', () => {
  const mark = `wwspruce.1000002.${'a'.repeat(32)}`;

  /** Opens the page on what is kept. @returns whether it asked for another bootstrap */
  async function asksAgain(): Promise<boolean> {
    void useCurrentChat().open(new FakeHost());
    await settled();
    return page.waiting()[0]?.startsWith('/api/bootstrap') === true;
  }

  beforeEach(() => {
    provedBy(zhangWei);
    keepBootstrap(mark, url, bootstrapAnswer);
  });

  it('is used by the web view that asked for it, for the url it was asked about', async () => {
    expect(keptBootstrap(mark, url)).toEqual(bootstrapAnswer);
    expect(keptBootstrap(`${mark}b`, url)).toBeUndefined();
    expect(keptBootstrap(mark, `${url}?other`)).toBeUndefined();
    expect(await asksAgain()).toBe(false);
  });

  it('is no good after ten minutes', () => {
    const kept = JSON.parse(page.storage.get(BOOTSTRAP) ?? '');
    page.storage.set(BOOTSTRAP, JSON.stringify({ ...kept, at: Date.now() - 10 * 60_000 }));

    expect(keptBootstrap(mark, url)).toBeUndefined();
  });

  it('is the member’s latest layout of the card, and no younger for that', async () => {
    const keptAt = () => JSON.parse(page.storage.get(BOOTSTRAP) ?? '').at;
    const at = keptAt();
    const cardLayout = { order: ['timeline'], folded: [] };
    await asksAgain();
    const now = jest.spyOn(Date, 'now').mockReturnValue(at + 60_000);

    useSession().arrange(cardLayout);

    expect(keptBootstrap(mark, url)).toEqual({ ...bootstrapAnswer, cardLayout });
    expect(keptAt()).toBe(at);
    now.mockRestore();
  });

  it.each(['{', 'null', '13', '[]'])('that can’t be read is asked for again: %s', async (kept) => {
    page.storage.set(BOOTSTRAP, kept);

    expect(await asksAgain()).toBe(true);
  });

  it.each([
    ['of another shape', { ...bootstrapAnswer, member: null }],
    ['of another member', { ...bootstrapAnswer, member: { userId: 'lina', name: '李娜' } }],
    ['of another corp', { ...bootstrapAnswer, corp: { corpId: 'wwbegonia', name: '海棠' } }],
  ])('%s is asked for again', async (_what, kept) => {
    keepBootstrap(mark, url, kept);

    expect(await asksAgain()).toBe(true);
  });

  it('is asked for again where nobody knows any more who has proved it', async () => {
    page.storage.delete('sidecard.person');

    expect(await asksAgain()).toBe(true);
  });
});

it('what is no JSON does not stay', () => {
  page.storage.set(BOOTSTRAP, '{');

  keptBootstrap('mark', url);

  expect(page.storage.has(BOOTSTRAP)).toBe(false);
});

describe('a web view that has been proved', () => {
  const others = [DRAFT, BOOTSTRAP, 'sidecard.mark:wwspruce/1000003', 'sidecard.rounds:wwspruce/1000002'];

  beforeEach(() => {
    provedBy(zhangWei);
    for (const key of [...others, MARK, 'not ours']) page.storage.set(key, 'kept');
  });

  it('by the same person keeps everything, in the other app too', () => {
    provedBy({ ...zhangWei, agentId: 1000003 });

    for (const key of [...others, MARK]) expect(page.storage.has(key)).toBe(true);
    expect(isProvedBy(zhangWei)).toBe(true);
  });

  it.each([
    ['somebody else', () => liNa],
    ['somebody of that name in another corp', () => ({ ...zhangWei, corpId: 'wwbegonia' })],
    [
      'somebody, after what it knew has been lost',
      () => {
        page.storage.delete('sidecard.person');
        return zhangWei;
      },
    ],
  ])('by %s keeps nothing but the mark that has been proved, and what is not ours', (_who, who) => {
    const person = who();
    if (person.corpId !== app.corpId) page.storage.set('sidecard.mark:wwbegonia/1000002', 'kept');

    provedBy(person);

    expect(new Set(page.storage.keys())).toEqual(
      new Set(['not ours', 'sidecard.person', `sidecard.mark:${person.corpId}/1000002`]),
    );
    expect(isProvedBy(person)).toBe(true);
  });

  it('by somebody else shows them nothing of the last one', async () => {
    keepDraft(zhangWei, 'wmA', draft);
    const chat = useCurrentChat();
    page.storage.set(MARK, `wwspruce.1000002.${'b'.repeat(32)}`);
    void chat.open(new FakeHost());
    await settled();
    await page.answer('/api/bootstrap', 200, {
      ...bootstrapAnswer,
      member: { userId: 'lina', name: '李娜' },
    });
    await page.answer('/api/customers/wmA/card', 200, cardOf('wmA'));

    expect(useNotes().noteFor('wmA', '客户甲')).toMatchObject({ by: 'lina', text: '' });
    expect(JSON.stringify([...page.storage])).not.toMatch(/没写完|zhangwei|张伟/);
  });
});
