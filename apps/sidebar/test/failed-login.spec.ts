import { beforeEach, describe, expect, it } from '@jest/globals';
import { createPinia, setActivePinia } from 'pinia';
import { useCurrentChat } from '../src/stores/current-chat';
import { useSession } from '../src/stores/session';
import { FakeHost } from './fake-host';
import { openFakePage, settled, type FakePage } from './fake-page';

let page: FakePage;
let host: FakeHost;
beforeEach(() => {
  page = openFakePage();
  host = new FakeHost();
  setActivePinia(createPinia());
});

describe('a login that sends the page back with a reason', () => {
  it('is explained with the request for support', async () => {
    page = openFakePage('#login_error=NOT_A_MEMBER&request_id=r9');

    await useCurrentChat().open(host);

    expect(useCurrentChat().view).toEqual({
      kind: 'problem',
      problem: { code: 'NOT_A_MEMBER', requestId: 'r9' },
    });
  });

  it('is tried again from where the page has left, not from the beginning of the app', async () => {
    const { href, search } = new URL('http://127.0.0.1/s/wwspruce/1000002?from=toolbar');
    Object.assign(location, { href: `${href}#customer=wmA`, search, hash: '#customer=wmA' });
    void useCurrentChat().open(host);
    await settled();
    await page.answer('/api/bootstrap', 401, { code: 'SESSION_CHANGED', message: '', requestId: 'r1' });
    const { storage } = page;
    page = openFakePage('#login_error=NOT_A_MEMBER&request_id=r9');
    for (const [key, value] of storage) page.storage.set(key, value);
    setActivePinia(createPinia());
    await useCurrentChat().open(host);

    expect(location.href).toBe(`${href}#customer=wmA`);
    useSession().proveByHand();

    const returnTo = new URL(page.leftFor[0] ?? '', href).searchParams.get('return');
    expect(returnTo).toBe('/s/wwspruce/1000002?from=toolbar#customer=wmA&login_round=1');
  });

  it('is tried again when it was only stale', async () => {
    page = openFakePage('#login_error=OAUTH_STATE_INVALID&request_id=r9');

    void useCurrentChat().open(host);
    await settled();

    expect(page.leftFor).toHaveLength(1);
  });
});
