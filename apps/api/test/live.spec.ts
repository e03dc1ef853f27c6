import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { apiPaths, WEB_VIEW_HEADER } from '@sidecard/contracts';
import type { Happening } from '@sidecard/simulator';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { createApp } from '../src/create-app.js';
import { drainInbox } from './support/drain.js';
import { startSystem, type System } from './support/system.js';
import { loggedIn, sprucesSales, type WebView } from './support/web-view.js';

declare const testStorage: 'embedded' | 'servers';

let system: System;
let zhangWei: WebView;
beforeAll(async () => {
  system = await startSystem();
  zhangWei = await loggedIn(system);
  await zhangWei.card('wmLinXiaoyu');
});
afterAll(() => system.close());

const edit = (remark: string, externalUserId = 'wmLinXiaoyu'): Happening => {
  const { corpId } = sprucesSales;
  return { kind: 'memberEditsCustomer', corpId, userId: 'ZhangWei', externalUserId, remark };
};

async function happens(happening: Happening): Promise<void> {
  system.simulator.happen(happening);
  await drainInbox(system);
}

/** What the page listens to. */
class Listening {
  private readonly events: EventSourceMessage[] = [];
  private readonly parser = createParser({ onEvent: (event) => this.events.push(event) });

  private constructor(private readonly reader: ReadableStreamDefaultReader<Uint8Array>) {}

  static async to(
    webView: WebView,
    { externalUserId = 'wmLinXiaoyu', seen = '', apiUrl = system.apiUrl } = {},
  ): Promise<Listening> {
    const answer = await fetch(apiUrl + apiPaths.live(externalUserId), {
      headers: {
        cookie: await webView.jar.getCookieString(system.apiUrl),
        [WEB_VIEW_HEADER]: webView.mark,
        ...(seen ? { 'last-event-id': seen } : {}),
      },
    });
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    expect(answer.headers.get('cache-control')).toContain('no-store');
    if (!answer.body) throw new Error('an answer without a body');
    return new Listening(answer.body.getReader());
  }

  /** Null when the answer has ended. */
  async next(): Promise<EventSourceMessage | null> {
    while (this.events.length === 0) {
      const { done, value } = await this.reader.read();
      if (done) return null;
      this.parser.feed(new TextDecoder().decode(value));
    }
    return this.events.shift() ?? null;
  }

  close(): Promise<void> {
    return this.reader.cancel();
  }
}

const changeIdOf = async () => (await zhangWei.card('wmLinXiaoyu')).body.changeId;

describe('a card that is open', () => {
  it('hears that the customer has changed, and nothing of what', async () => {
    const listening = await Listening.to(zhangWei, { seen: (await changeIdOf()) ?? '' });

    await happens(edit('换了'));
    const heard = await listening.next();

    expect(heard).toEqual({ event: 'changed', id: await changeIdOf(), data: '{}' });
    await listening.close();
  });

  it('hears nothing of other customers', async () => {
    const listening = await Listening.to(zhangWei, { seen: (await changeIdOf()) ?? '' });

    await happens(edit('别人', 'wmHuangLi'));
    await happens(edit('又换了'));

    expect(await listening.next()).toMatchObject({ id: await changeIdOf() });
    await listening.close();
  });

  it('hears at once of what it has missed', async () => {
    const seen = (await changeIdOf()) ?? '';
    await happens(edit('错过了'));

    const listening = await Listening.to(zhangWei, { seen });

    expect(await listening.next()).toMatchObject({ id: await changeIdOf() });
    await listening.close();
  });

  it('hears what a colleague writes about the customer', async () => {
    const listening = await Listening.to(zhangWei, { seen: (await changeIdOf()) ?? '' });

    await zhangWei.addFollowUp('wmLinXiaoyu', '别的网页里写的');

    expect(await listening.next()).toMatchObject({ event: 'changed' });
    await listening.close();
  });

  it('is heard by nobody who may not see the customer, or is not logged in', async () => {
    const liNa = await loggedIn(system, 'LiNa');
    const stranger = await liNa.ask(apiPaths.live('wmHuangLi-not-hers'));
    const nobody = await fetch(system.apiUrl + apiPaths.live('wmLinXiaoyu'));

    expect([stranger.status, nobody.status]).toEqual([404, 401]);
  });

  // In-process nobody else is there to hear it from.
  if (testStorage === 'servers')
    it('hears of it from another process, and goes on elsewhere when its own ends', async () => {
      const other = await createApp({ ...system.config, logLevel: 'silent' }, { clock: system.clock });
      await other.listen(0, '127.0.0.1');
      const listening = await Listening.to(zhangWei, {
        seen: (await changeIdOf()) ?? '',
        apiUrl: await other.getUrl(),
      });

      await happens(edit('从另一个进程'));
      expect(await listening.next()).toMatchObject({ id: await changeIdOf() });

      await other.close();
      expect(await listening.next()).toBeNull();
    });
});
