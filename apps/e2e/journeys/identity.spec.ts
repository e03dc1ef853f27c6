import type { Page } from '@playwright/test';
import { begonia, Client } from '../support/client.js';
import { expect, journey } from '../support/journey.js';

/** The right person, the right customer, always. */
journey.describe('who is using the page', () => {
  /** Another window of the same browser: the same cookies. */
  async function anotherWindow(page: Page): Promise<Client> {
    const client = new Client(await page.context().newPage());
    await client.open();
    return client;
  }

  journey('does not change when another account logs in to another web view', async ({ client, page }) => {
    await client.open();
    await client.onChatChange('keep');
    await client.chooseChat('wmHuangLi');
    await expect(client.title).toHaveText('黄姐 全屋');

    const hers = await anotherWindow(page);
    await hers.chooseMember('LiNa');
    await hers.chooseChat('wmHuangLi');
    await expect(hers.title).toHaveText('黄莉（张伟老客）');

    await client.chooseChat('wmLinXiaoyu');
    await client.showsCardOf('wmLinXiaoyu');
    await client.chooseChat('wmHuangLi');
    await expect(client.title).toHaveText('黄姐 全屋');
    await client.writeNote('另一个窗口登录了别的账号');
    await expect(client.card.getByTestId('follow-ups')).toContainText('张伟');
    await hers.chooseChat('wmHeJun');
    await hers.chooseChat('wmHuangLi');
    await expect(hers.card.getByTestId('follow-ups')).toContainText('另一个窗口登录了别的账号');
    await hers.page.close();
  });

  journey('is each window’s own, in two corps with the same ids', async ({ client, page, faults }) => {
    await client.open();
    await client.showsCardOf('wmLinXiaoyu');
    const other = await anotherWindow(page);
    await other.chooseMember('ZhangWei', begonia);
    await other.showsCardOf('wmLinXiaoyu');
    const logins = await faults.countLogins();

    for (let round = 0; round < 3; round += 1) {
      await client.reload();
      await expect(client.name).toHaveText('林小雨');
      await other.reload();
      await expect(other.name).toHaveText('林晓宇');
    }

    expect(await faults.countLogins()).toBe(logins);
    await other.page.close();
  });

  journey(
    'is proved again when the session has ended, and the page goes on where it was',
    async ({ client, page }) => {
      await client.open();
      await client.onChatChange('keep');
      await client.chooseChat('wmXuJing');
      await client.showsCardOf('wmXuJing');
      await client.note.fill('还没写完的跟进');
      await page.context().clearCookies();

      // Wherever it is noticed, on the card or on the way to save: through the login and back, and nothing is lost.
      await expect(async () => {
        await client.save.click({ timeout: 500 }).catch(() => undefined);
        await expect(client.card.getByTestId('follow-ups')).toContainText('还没写完的跟进', { timeout: 500 });
      }).toPass();
      await client.reload();
      await client.showsCardOf('wmXuJing');
      await expect(client.card.getByText('还没写完的跟进')).toHaveCount(1);
      await client.note.fill('又写了一半');
      await page.context().clearCookies();
      await client.reload();
      await client.showsCardOf('wmXuJing');
      await expect(client.note).toHaveValue('又写了一半');
      await client.note.fill('');
    },
  );

  journey(
    'leaves nothing behind for the next person in the same web view',
    async ({ client, faults, page }) => {
      await client.open();
      await client.chooseChat('wmHuangLi');
      await client.showsCardOf('wmHuangLi');
      await client.note.fill('张伟没写完的话');
      await faults.setVisitor(await client.webViewId(), { kind: 'member', userId: 'LiNa' });
      const before = await storageOf(client);
      expect(JSON.stringify(before)).toContain('张伟没写完的话');
      await page.context().clearCookies();

      await client.reload();

      await expect(client.title).toHaveText('黄莉（张伟老客）');
      await expect(client.note).toHaveValue('');
      const after = await storageOf(client);
      expect(after.local).toEqual({});
      expect(JSON.stringify(after.session)).not.toMatch(/张伟|没写完|zhangwei|黄姐/i);
      expect(JSON.stringify(after.session)).toContain('lina');
    },
  );

  journey(
    'who is somebody else by now saves nothing that the last one has typed',
    async ({ client, faults, page }) => {
      await client.open();
      await client.onChatChange('keep');
      await client.chooseChat('wmHuangLi');
      await client.showsCardOf('wmHuangLi');
      await client.note.fill('张伟写的，不能算在李娜名下');
      await faults.setVisitor(await client.webViewId(), { kind: 'member', userId: 'LiNa' });
      await page.context().clearCookies();

      // The press brings the focus: whether the page notices by the press or by what the focus makes it ask, both may be first.
      await expect(async () => {
        await client.save.click({ timeout: 500 }).catch(() => undefined);
        await expect(client.title).toHaveText('黄莉（张伟老客）', { timeout: 500 });
      }).toPass();
      await expect(client.note).toHaveValue('');
      await expect(client.card.getByTestId('follow-ups')).not.toContainText('不能算在李娜名下');
    },
  );

  journey('keeps nothing personal in the browser beyond the web view', async ({ client }) => {
    await client.open();
    await client.showsCardOf('wmLinXiaoyu');
    await client.card.getByTestId('reveal-phones').click();
    await expect(client.card.getByTestId('phone').first()).toHaveText('13800010001');

    const { local, session } = await storageOf(client);

    expect(local).toEqual({});
    expect(JSON.stringify(session)).not.toMatch(/林小雨|滨江|138|wmLinXiaoyu/);
  });
});

async function storageOf(client: Client) {
  return client.sidebarFrame().evaluate(() => ({
    local: Object.fromEntries(Object.entries(localStorage)),
    session: Object.fromEntries(Object.entries(sessionStorage)),
  }));
}
