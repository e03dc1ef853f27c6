import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createPinia, setActivePinia } from 'pinia';
import { customersWithLosses, logOut } from '../src/features/browser/log-out';
import { keepDraft } from '../src/identity/drafts';
import { keepEdits } from '../src/identity/kept-edits';
import { useCurrentChat } from '../src/stores/current-chat';
import { FakeHost, openedOn } from './fake-host';
import { openFakePage, settled, type FakePage } from './fake-page';

let page: FakePage;
beforeEach(() => {
  page = openFakePage('#customer=wmA');
  setActivePinia(createPinia());
});

afterEach(async () => {
  useCurrentChat().fail({ code: 'UNEXPECTED' });
  await page.loseNetwork();
});

const draft = {
  by: 'zhangwei',
  text: '没写完的话',
  nextContactOn: null,
  stage: null,
  sent: [],
  customer: '客户甲',
  isWanted: false,
};

const scope = { corpId: 'wwspruce', agentId: 1000002 };
const tag = {
  kind: 'tags' as const,
  changeId: 'change',
  parts: [{ what: 'tag_added' as const, text: '新线索' }],
  content: { add: ['etOne'], remove: [] },
};

describe('logging out', () => {
  it('would lose what is written and what is changed and not sent, and says for whom', async () => {
    await openedOn(page, new FakeHost(), 'wmA');
    expect(customersWithLosses()).toEqual([]);
    const by = { by: 'zhangwei', typed: {}, unsent: [] };
    keepDraft(scope, 'wmA', draft);
    keepEdits(scope, 'wmA', { ...by, customer: '客户甲', unsent: [tag] });
    keepEdits(scope, 'wmB', { ...by, customer: '客户乙', typed: { remark: '没写完的备注' } });
    keepEdits(scope, 'wmC', { ...by, customer: '客户丙', unsent: [tag] });
    keepEdits(scope, 'wmD', { ...by, by: 'lina', customer: '客户丁', unsent: [tag] });
    keepEdits({ ...scope, agentId: 1000003 }, 'wmE', { ...by, customer: '客户戊', unsent: [tag] });

    expect(customersWithLosses()).toEqual(['客户甲', '客户乙', '客户丙']);
  });

  it.each([
    ['the server has ended the session', 204, null],
    ['it had ended already', 401, { code: 'SESSION_CHANGED', message: '', requestId: 'r1' }],
  ])('leaves nothing on the screen nor in the web view once %s', async (_when, status, body) => {
    const chat = await openedOn(page, new FakeHost(), 'wmA');
    keepDraft(scope, 'wmA', draft);
    page.storage.set('not ours', 'kept');

    const leaving = logOut();
    expect([...page.storage.keys()]).toContain('sidecard.mark:wwspruce/1000002');
    await page.answer('/api/auth/logout', status, body);
    await leaving;

    expect([...page.storage.keys()]).toEqual(['not ours']);
    expect(chat.view).toEqual({ kind: 'opening' });
    expect(page.leftFor).toEqual(['/s/wwspruce/1000002']);
  });

  it.each([
    [
      'refuses',
      () => page.answer('/api/auth/logout', 503, { code: 'NOT_READY', message: '', requestId: 'r' }),
    ],
    ['does not answer', () => page.loseNetwork()],
  ])('does not pretend when the server %s', async (_what, answer) => {
    const chat = await openedOn(page, new FakeHost(), 'wmA');

    const refused = expect(logOut()).rejects.toMatchObject({ name: 'ProblemError' });
    await answer();
    await refused;
    await settled();

    expect(chat.view).toMatchObject({ kind: 'card' });
    expect([...page.storage.keys()]).toContain('sidecard.mark:wwspruce/1000002');
    expect(page.leftFor).toEqual([]);
  });
});
