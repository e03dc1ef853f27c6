import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Writing } from '../src/api/client';
import type { OpenChat } from '../src/host/host.port';
import { ProblemError } from '../src/problem';
import { useCurrentChat } from '../src/stores/current-chat';
import { close, type FakeHost, openBesideClient, openedOn } from './fake-host';
import { cardOf, settled, type FakePage } from './fake-page';

const MARK = 'sidecard.mark:wwspruce/1000002';

let page: FakePage;
let host: FakeHost;
beforeEach(() => {
  ({ page, host } = openBesideClient());
});

afterEach(() => close(page));

/** A press on the card of 客户甲 while the client takes its time to say which chat is open. */
async function pressedOnA() {
  const chat = await openedOn(page, host, 'wmA');
  const quickly = host.openChat;
  let say = (_chat: OpenChat) => {};
  host.openChat = () => new Promise((resolve) => (say = resolve));
  const sent: Writing[] = [];
  const answer = chat
    .write('wmA', async (writing) => {
      sent.push(writing);
      return 'done';
    })
    .catch((thrown: unknown) => (thrown instanceof ProblemError ? thrown.problem.code : thrown));
  host.openChat = quickly;
  const says = async (externalUserId: string) => {
    say({ kind: 'customer', externalUserId });
    await settled();
  };
  return { chat, sent, answer, says };
}

async function switchTo(externalUserId: string) {
  host.chat = { kind: 'customer', externalUserId };
  void useCurrentChat().look();
  await settled();
}

describe('a write', () => {
  it('is sent with the page’s mark and the chat the client names', async () => {
    const { sent, answer, says } = await pressedOnA();

    await says('wmA');

    expect(await answer).toBe('done');
    expect(sent).toEqual([{ mark: page.storage.get(MARK), openChat: 'wmA' }]);
  });

  it.each(['wmA', 'wmB'])(
    'is not sent once another card is on the screen, though the client still says %s',
    async (said) => {
      const { chat, sent, answer, says } = await pressedOnA();
      await switchTo('wmB');
      await page.answer('/api/customers/wmB/card', 200, cardOf('wmB'));

      await says(said);

      expect(await answer).toBe('CHAT_CHANGED');
      expect(sent).toEqual([]);
      expect(chat.view).toMatchObject({ externalUserId: 'wmB' });
    },
  );

  it('is not sent while the next card is on its way', async () => {
    const { sent, answer, says } = await pressedOnA();
    await switchTo('wmB');

    await says('wmA');

    expect(await answer).toBe('CHAT_CHANGED');
    expect(sent).toEqual([]);
  });

  it('is not sent once the web view has been proved by somebody else', async () => {
    const { chat, sent, says } = await pressedOnA();
    page.storage.set(MARK, `wwspruce.1000002.${'b'.repeat(32)}`);

    await says('wmA');

    expect(sent).toEqual([]);
    expect(chat.view).toEqual({ kind: 'opening' });
    expect(page.reloads()).toBe(1);
  });

  it('says that no chat is open where a group’s is', async () => {
    const chat = await openedOn(page, host, 'wmA');
    host.chat = { kind: 'group', chatId: 'wrA' };

    const { openChat } = await chat.write('wmA', async (writing) => writing);

    expect(openChat).toBe('none');
  });

  it('that the API refuses because another chat is open makes the page look again', async () => {
    const chat = await openedOn(page, host, 'wmA');
    host.chat = { kind: 'customer', externalUserId: 'wmB' };

    const refused = chat.write('wmA', () => Promise.reject(new ProblemError({ code: 'CHAT_CHANGED' })));

    await expect(refused).rejects.toMatchObject({ problem: { code: 'CHAT_CHANGED' } });
    await settled();
    expect(page.waiting()).toEqual(['/api/customers/wmB/card']);
  });

  it('is not tried while the client can’t say which chat is open', async () => {
    const chat = await openedOn(page, host, 'wmA');
    host.chat = new ProblemError({ code: 'CLIENT_SILENT' });
    const sent: Writing[] = [];

    const refused = chat.write('wmA', async (writing) => sent.push(writing));

    await expect(refused).rejects.toMatchObject({ problem: { code: 'CLIENT_SILENT' } });
    expect(sent).toEqual([]);
  });
});
