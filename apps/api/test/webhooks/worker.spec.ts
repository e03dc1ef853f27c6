import { afterEach, expect, it } from '@jest/globals';
import { declareAnew } from '../support/declare-anew.js';
import { Receiver } from '../support/receiver.js';
import type { System } from '../support/system.js';
import { messagesOf, startTelling } from '../support/told.js';
import { begonias, loggedIn, sprucesSales } from '../support/web-view.js';

let receivers: Receiver[] = [];
let close: (() => Promise<void>) | null = null;
afterEach(async () => {
  await close?.();
  close = null;
  for (const receiver of receivers) await receiver.stop();
});

/** A process that sends by itself, for one corp or two. */
async function start(
  corpIds = [sprucesSales.corpId, begonias.corpId],
): Promise<{ system: System; spruce: Receiver; begonia: Receiver }> {
  const started = await startTelling(corpIds, {
    configure: (config) => {
      config.backgroundWork = ['webhooks'];
    },
  });
  receivers = started.receivers;
  const [spruce, begonia = spruce] = receivers;
  if (!spruce || !begonia) throw new Error('no receiver has been asked for');
  close = () => started.system.close();
  return { system: started.system, spruce, begonia };
}

it('a receiver that answers nothing holds up its own customers, and no other corp', async () => {
  const { system, spruce, begonia } = await start();
  const release = spruce.hold();
  const zhangWei = await loggedIn(system);
  // More than one process sends to a receiver at a time.
  const customers = ['wmLinXiaoyu', 'wmHuangLi', 'wmXuJing', 'wmZhouMing', 'wmQianFeng'];
  for (const customer of customers) await zhangWei.addFollowUp(customer, '云杉');
  await spruce.has(4);

  const ofBegonia = await loggedIn(system, 'ZhangWei', begonias);
  await ofBegonia.addFollowUp('wmLinXiaoyu', '海棠');
  await begonia.has(1);
  expect(begonia.received).toMatchObject([{ message: { corpId: begonias.corpId, data: { note: '海棠' } } }]);
  expect(begonia.received.every((received) => begonia.isGenuine(received))).toBe(true);
  expect(spruce.received).toHaveLength(4);

  release();
  await spruce.has(5);
  expect(spruce.received.every(({ message }) => message.corpId === sprucesSales.corpId)).toBe(true);
});

it('a customer whose message is not answered holds up no other customer', async () => {
  const { system, spruce } = await start();
  const release = spruce.hold(({ message }) => message.externalUserId === 'wmLinXiaoyu');
  const zhangWei = await loggedIn(system);
  await zhangWei.addFollowUp('wmLinXiaoyu', '一');
  await zhangWei.addFollowUp('wmLinXiaoyu', '二');
  await spruce.has(1);
  for (const note of ['三', '四']) await zhangWei.addFollowUp('wmHuangLi', note);
  await spruce.has(3);
  expect(spruce.received.map(({ message }) => message.data['note'])).toEqual(['一', '三', '四']);

  release();
  await spruce.has(4);
  expect(spruce.received.at(-1)?.message.data['note']).toBe('二');
});

it('a corp that is told only since the YAML has changed hears like any other; one no longer told hears nothing', async () => {
  const { system, spruce } = await start([sprucesSales.corpId]);
  const later = await new Receiver(begonias.corpId).start();
  receivers = [...receivers, later];
  await declareAnew(system, ({ corps }) => {
    for (const corp of corps)
      corp.webhook = corp.corpId === begonias.corpId ? { url: later.url, secret: later.secret } : null;
  });

  await (await loggedIn(system)).addFollowUp('wmLinXiaoyu', '云杉');
  await (await loggedIn(system, 'ZhangWei', begonias)).addFollowUp('wmLinXiaoyu', '海棠');
  await later.has(1);
  expect(spruce.received).toEqual([]);
});

it('what is under way when the process ends is finished and noted', async () => {
  const { system, spruce } = await start();
  const release = spruce.hold();
  await (await loggedIn(system)).addFollowUp('wmLinXiaoyu', '一');
  await spruce.has(1);
  const noted: string[] = [];
  const before = system.database.destroy.bind(system.database);
  system.database.destroy = async () => {
    noted.push(...(await messagesOf(system)).map(({ state }) => state));
    await before();
  };

  const closing = system.app.close();
  release();
  await closing;
  expect(noted).toEqual(['done']);
});
