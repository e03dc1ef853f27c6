import type { Page } from '@playwright/test';
import { expect, journey } from '../support/journey.js';

journey.describe('the chat that is open', () => {
  /** Follow-ups arrive, and their answers do not come back. */
  async function loseAnswers(page: Page): Promise<void> {
    await page.route('**/follow-ups', async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    });
  }

  journey(
    'is asked for before a note is saved: changed meanwhile, nothing is saved and nothing is lost',
    async ({ client, faults, page }) => {
      await client.open();
      await client.onChatChange('keep');
      await client.chooseChat('woChenYu');
      await client.showsCardOf('woChenYu');
      // The page has the focus, so that nothing but the question before the write can notice.
      await client.bringFocusTo('woChenYu');
      await client.note.fill('投标文件周三前发出');
      await faults.moveChat(await client.webViewId(), 'wmHuangLi');

      const refused = page.waitForResponse('**/follow-ups');
      await client.save.click();
      expect((await refused).status()).toBe(409);

      await client.showsCardOf('wmHuangLi');
      await expect(client.card.getByTestId('follow-ups')).not.toContainText('投标文件');
      await expect(client.note).toHaveValue('');
      await expect(client.card.getByTestId('unsaved-notes')).toContainText('恒达酒店 陈经理');

      await client.chooseChat('wmLinXiaoyu');
      await client.chooseChat('woChenYu');
      await client.showsCardOf('woChenYu');
      await expect(client.note).toHaveValue('投标文件周三前发出');
      await expect(client.card.getByTestId('unsaved-notes')).toHaveCount(0);
      await client.save.click();
      await expect(client.card.getByTestId('follow-ups')).toContainText('投标文件周三前发出');
      await expect(client.note).toHaveValue('');
    },
  );

  journey(
    'may change while it is asked for: the note is not sent from the next customer’s card, and waits on its own',
    async ({ client, page }) => {
      await client.open();
      await client.onChatChange('keep');
      await client.chooseChat('woChenYu');
      await client.note.click();
      await client.showsCardOf('woChenYu');
      await client.note.fill('发给陈经理的');
      let answer = () => {};
      const held = new Promise<void>((resolve) => (answer = resolve));
      let asked = 0;
      await page.route('**/invoke', async (route) => {
        if (route.request().postDataJSON().name !== 'getCurExternalContact') return route.continue();
        asked += 1;
        // What was true at the press, and is said when it no longer is.
        const said = await route.fetch();
        if (asked === 1) await held;
        return route.fulfill({ response: said });
      });
      const sent: string[] = [];
      page.on('request', (request) => {
        if (request.method() === 'POST' && request.url().includes('/api/')) sent.push(request.url());
      });

      await client.save.click();
      await expect.poll(() => asked).toBe(1);
      await client.chooseChat('wmHuangLi');
      await client.showsCardOf('wmHuangLi');
      answer();
      await page.unrouteAll({ behavior: 'wait' });

      await expect(client.card.getByTestId('unsaved-notes')).toContainText('恒达酒店 陈经理');
      await client.chooseChat('woChenYu');
      await client.showsCardOf('woChenYu');
      await expect(client.note).toHaveValue('发给陈经理的');
      expect(sent).toEqual([]);
      await client.note.fill('');
    },
  );

  journey(
    'may take long to be said: the card goes, comes back, and the typing goes on in it',
    async ({ client, page }) => {
      await client.open();
      await client.onChatChange('keep');
      await client.chooseChat('wmXuJing');
      await client.showsCardOf('wmXuJing');
      let answer = () => {};
      const held = new Promise<void>((resolve) => (answer = resolve));
      await page.route('**/invoke', async (route) => {
        await held;
        return route.continue();
      });

      await client.note.click();
      await expect(client.sidebar.getByTestId('card-skeleton')).toBeVisible();
      answer();
      await client.showsCardOf('wmXuJing');

      await expect(client.note).toBeFocused();
      await page.keyboard.type('接着写');
      await expect(client.note).toHaveValue('接着写');
      await client.note.fill('');
    },
  );

  for (const behaviour of ['reload', 'keep'] as const) {
    journey(
      `may change while a note is typed, and what was typed waits there (${behaviour})`,
      async ({ client }) => {
        await client.open();
        await client.onChatChange(behaviour);
        await client.chooseChat('wmCaoRui');
        await client.showsCardOf('wmCaoRui');
        // The first key would bring the focus, with which the page asks whose chat it is: a slow client would swallow the next.
        await client.bringFocusTo('wmCaoRui');
        await client.note.pressSequentially('年保续费');

        await client.chooseChat('wmHuangLi');
        await client.showsCardOf('wmHuangLi');
        await expect(client.card.getByTestId('unsaved-notes')).toContainText('曹睿 别墅');
        await expect(client.note).toHaveValue('');

        await client.chooseChat('wmCaoRui');
        await client.showsCardOf('wmCaoRui');
        await expect(client.note).toHaveValue('年保续费');
        await client.note.fill('');
      },
    );
  }

  journey('is asked for before a phone is shown', async ({ client, faults, page }) => {
    await client.open();
    await client.onChatChange('keep');
    await client.chooseChat('wmXuJing');
    await client.showsCardOf('wmXuJing');
    await client.bringFocusTo('wmXuJing');
    await faults.moveChat(await client.webViewId(), 'wmHuangLi');

    const refused = page.waitForResponse('**/phones/reveal');
    await client.card.getByTestId('reveal-phones').click();
    expect((await refused).status()).toBe(409);

    await client.showsCardOf('wmHuangLi');
    await expect(client.card).not.toContainText('13600040004');
  });

  journey(
    'may be lost from the network while a note is saved: it stays, and goes out once',
    async ({ client, page }) => {
      await client.open();
      await client.chooseChat('wmQianFeng');
      await client.showsCardOf('wmQianFeng');
      await client.note.fill('断网时写的');
      await loseAnswers(page);
      await client.save.click();
      await expect(client.card.getByTestId('note-problem')).toContainText('网络连接不上');
      await expect(client.note).toHaveValue('断网时写的');

      await page.unroute('**/follow-ups');
      await client.save.click();
      await expect(client.note).toHaveValue('');
      await client.reload();
      await client.showsCardOf('wmQianFeng');
      await expect(client.card.getByText('断网时写的')).toHaveCount(1);

      // Changed, because nobody could know that it had arrived, it is another note.
      await client.note.fill('周六上门');
      await loseAnswers(page);
      await client.save.click();
      await expect(client.card.getByTestId('note-problem')).toBeVisible();
      await page.unroute('**/follow-ups');
      await client.reload();
      await client.showsCardOf('wmQianFeng');
      await client.note.fill('周日上门');
      await client.save.click();
      await expect(client.note).toHaveValue('');
      await client.reload();
      await client.showsCardOf('wmQianFeng');
      await expect(client.card.getByTestId('follow-ups').getByText(/周[六日]上门/)).toHaveText([
        '周日上门',
        '周六上门',
      ]);
    },
  );
});
