import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Script } from '@sidecard/contracts';
import { createPinia, setActivePinia } from 'pinia';
import type { ChatMessage } from '../src/host/host.port';
import { isWhole, stoppedAt, useSending } from '../src/features/scripts/sending';
import type { Target } from '../src/features/scripts/target';
import { ProblemError } from '../src/problem';
import { useCurrentChat } from '../src/stores/current-chat';
import { close, FakeHost, openBesideClient, openedOn } from './fake-host';
import { cardOf, settled, type FakePage } from './fake-page';

const PREPARE = '/api/scripts/s1/prepare';
const TELL = '/api/customers/wmA/script-sendings';
const script: Script = {
  scriptId: 's1',
  library: 'own',
  folderId: null,
  title: '三条',
  parts: ['一', '二', '三'].map((text) => ({ kind: 'text' as const, text })),
  version: 1,
  isFavourite: false,
  uses: 0,
};
const target: Target = { kind: 'customer', externalUserId: 'wmA', name: '林小雨' };

/** A client that takes messages, and says nothing to one of them. */
class ChattyHost extends FakeHost {
  readonly taken: string[] = [];
  silentAt: string | null = null;
  afterEach = () => {};
  send = async (message: ChatMessage) => {
    const text = message.kind === 'text' ? message.text : '';
    if (text === this.silentAt) throw new ProblemError({ code: 'CLIENT_SILENT' });
    this.taken.push(text);
    this.afterEach();
    return 'sent' as const;
  };
}

let page: FakePage;
let host: ChattyHost;
beforeEach(async () => {
  ({ page } = openBesideClient());
  host = new ChattyHost();
  await openedOn(page, host, 'wmA');
});
afterEach(() => {
  jest.useRealTimers();
  return close(page);
});

async function send(from = 0) {
  void useSending().send(host, script, target, {}, from);
  await settled();
  await page.answer(PREPARE, 200, { media: [] });
}
const latest = () => useSending().sending!;
const states = () => latest().parts.map(({ state }) => state);

describe('a script on its way into a chat', () => {
  it('is gone on with after a message nobody knows of, or from that message', async () => {
    host.silentAt = '二';
    await send();
    await page.answer(TELL, 204, null);
    expect(states()).toEqual(['sent', 'unknown', 'waiting']);
    expect(stoppedAt(latest())).toBe(1);

    await send(2);
    await page.answer(TELL, 204, null);
    expect(states()).toEqual(['sent', 'unknown', 'sent']);
    expect(host.taken).toEqual(['一', '三']);
    expect(isWhole(latest())).toBe(true);
  });

  it('is still known, and of whom, when another chat is open', async () => {
    host.afterEach = () => (host.chat = { kind: 'customer', externalUserId: 'wmB' });
    await send();
    await page.answer(TELL, 204, null);

    const other: Target = { kind: 'customer', externalUserId: 'wmB', name: '黄莉' };
    expect(useSending().of(script, target)).toBe(latest());
    expect(useSending().of(script, other)).toBeNull();
    expect(latest()).toMatchObject({ target: { name: '林小雨' }, problem: { code: 'CHAT_CHANGED' } });
    expect(states()).toEqual(['sent', 'waiting', 'waiting']);
    expect(isWhole(latest())).toBe(false);

    useSending().dismiss();
    expect(useSending().sending).toBeNull();
  });

  it('is written down later where it could not be, after a reload too, by ids alone', async () => {
    await send();
    await page.loseNetwork();
    expect(latest().isUntold).toBe(true);
    const kept = [...page.storage].find(([key]) => key.startsWith('sidecard.untold-sendings'))?.[1];
    expect(kept).toContain('"wmA"');
    expect(kept).not.toContain('林小雨');

    useCurrentChat().fail({ code: 'UNEXPECTED' });
    setActivePinia(createPinia());
    void useCurrentChat().open(host);
    await settled();
    await page.answer('/api/customers/wmA/card', 200, cardOf('wmA'));
    void useSending().tell();
    await settled();
    expect(JSON.parse(page.bodyOf(TELL))).toMatchObject({ scriptId: 's1', results: [{}, {}, {}] });
    await page.answer(TELL, 204, null);
    expect([...page.storage.keys()].join()).not.toContain('untold');
  });

  it('is not told for ever where nobody wants to hear it', async () => {
    await send();
    await page.answer(TELL, 404, { code: 'SCRIPT_NOT_FOUND', message: '', requestId: 'r' });
    expect(latest().isUntold).toBe(false);
  });

  it('may take a minute to be prepared', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    void useSending().send(host, script, target, {});
    await settled();
    jest.advanceTimersByTime(59_000);
    await settled();
    expect(latest().problem).toBeNull();
    jest.advanceTimersByTime(1_000);
    await settled();
    expect(latest()).toMatchObject({ isUnderWay: false, problem: { code: 'NETWORK_LOST' } });
  });

  it('is not dismissed, and no other begun, while it is under way', async () => {
    void useSending().send(host, script, target, {});
    await settled();
    useSending().dismiss();
    void useSending().send(host, { ...script, scriptId: 's2' }, target, {});
    await settled();

    expect(latest()).toMatchObject({ isUnderWay: true, script: { scriptId: 's1' } });
    expect(page.waiting()).not.toContain('/api/scripts/s2/prepare');
  });
});
