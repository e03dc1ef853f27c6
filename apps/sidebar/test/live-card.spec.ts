import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { close, FakeHost, openBesideClient, openedOn } from './fake-host';
import { cardOf, settled, type FakePage } from './fake-page';

let page: FakePage;
beforeEach(() => {
  ({ page } = openBesideClient());
});

afterEach(() => close(page));

describe('a card on the screen', () => {
  it('shows a change that it hears of, in place', async () => {
    const chat = await openedOn(page, new FakeHost(), 'wmA');
    const live = await page.openStream('/api/customers/wmA/live');

    await live.send('event: changed\nid: change-1\ndata: {}\n\n');
    expect(chat.view).toMatchObject({ card: { name: 'wmA' }, state: 'current' });
    await page.answer('/api/customers/wmA/card', 200, cardOf('wmA', '改名了'));

    expect(chat.view).toMatchObject({ card: { name: '改名了' }, state: 'current' });
  });

  it('is asked for again when the page may not listen any more', async () => {
    const chat = await openedOn(page, new FakeHost(), 'wmA');
    const refusal = { code: 'RELATION_ENDED', message: '', requestId: 'r1' };

    await page.answer('/api/customers/wmA/live', 403, refusal);
    for (let look = 0; look < 2; look += 1) await page.answer('/api/customers/wmA/card', 403, refusal);

    expect(chat.view).toMatchObject({ kind: 'problem', problem: { code: 'RELATION_ENDED' } });
  });

  it('asks for what it has missed when what it listens to ends', async () => {
    await openedOn(page, new FakeHost(), 'wmA');
    const live = await page.openStream('/api/customers/wmA/live');
    await live.send('event: changed\nid: change-1\ndata: {}\n\n');
    expect(live.headers.get('last-event-id')).toBeNull();
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    try {
      await live.end();
      jest.advanceTimersByTime(1_000);
      await settled();
    } finally {
      jest.useRealTimers();
    }

    const again = await page.openStream('/api/customers/wmA/live');
    expect(again.headers.get('last-event-id')).toBe('change-1');
  });

  it.each([
    ['keeps it', 503, 'WECOM_UNAVAILABLE', { kind: 'card' }],
    ['takes it away', 403, 'RELATION_ENDED', { kind: 'problem', problem: { code: 'RELATION_ENDED' } }],
  ])('%s when the change can not be shown (%d %s)', async (_what, status, code, shown) => {
    const chat = await openedOn(page, new FakeHost(), 'wmA');
    const live = await page.openStream('/api/customers/wmA/live');
    const refusal = { code, message: '', requestId: 'r1' };

    await live.send('event: changed\nid: change-1\ndata: {}\n\n');
    await page.answer('/api/customers/wmA/card', status, refusal);
    // It is looked again before anything is taken away.
    if (page.waiting().length > 0) await page.answer('/api/customers/wmA/card', status, refusal);

    expect(chat.view).toMatchObject(shown);
  });

  it('says nothing of a live connection that is lost', async () => {
    const chat = await openedOn(page, new FakeHost(), 'wmA');

    await page.loseNetwork();

    expect(chat.view).toMatchObject({ kind: 'card', state: 'current' });
  });
});
