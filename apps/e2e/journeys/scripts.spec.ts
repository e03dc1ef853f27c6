import type { Locator, Page } from '@playwright/test';
import { expect, journey } from '../support/journey.js';
import type { Client } from '../support/client.js';

const WITH_IMAGE = '净水前后对比 + 产品介绍';
const GREETING = '添加后的第一句';

/** What has arrived in the chat of the simulated client, the latest last. */
const arrived = (page: Page) => page.getByTestId('message');
const script = (client: Client, title: string) =>
  client.sidebar.getByTestId('script').filter({ hasText: title });
const states = (client: Client) => client.sidebar.getByTestId('part-state');
const send = (client: Client) => client.sidebar.getByTestId('send-script');

async function openScripts(client: Client, externalUserId = 'wmLinXiaoyu'): Promise<Locator> {
  await client.open();
  await client.chooseChat(externalUserId);
  await client.showsCardOf(externalUserId);
  await client.sidebar.getByTestId('page-scripts').click();
  await expect(client.sidebar.getByTestId('script').first()).toBeVisible();
  return client.sidebar.getByTestId('scripts');
}

/** Texts of what has arrived since there were so many. */
async function sentSince(page: Page, before: number): Promise<string[]> {
  return (await arrived(page).allInnerTexts()).slice(before);
}

journey('text, image and link arrive in their order, and the timeline says so', async ({ client, page }) => {
  await openScripts(client);
  const before = await arrived(page).count();
  await script(client, WITH_IMAGE).click();
  // As they call themselves; the remark is a note about them. The member may say otherwise.
  await expect(client.sidebar.getByTestId('script-part').first()).toContainText('林小雨，这是');
  await client.sidebar.getByTestId('called').fill('林女士');
  await expect(client.sidebar.getByTestId('target')).toContainText('林小雨');

  await send(client).click();

  await expect(states(client)).toHaveText(['已发送', '已发送', '已发送']);
  await expect(arrived(page)).toHaveCount(before + 3);
  const kinds = page.locator('[data-testid=message] [data-kind]');
  expect(
    (await kinds.evaluateAll((all) => all.map((one) => one.getAttribute('data-kind')))).slice(-3),
  ).toEqual(['text', 'image', 'news']);
  const [text, , link] = await sentSince(page, before);
  expect(text).toContain('林女士，这是我们上周');
  expect(link).toContain('厨下净热一体机 K2');

  await client.sidebar.getByTestId('page-chat').click();
  await client.card.getByTestId('timeline').getByRole('button', { name: '查看全部动态' }).click();
  await expect(client.card.getByTestId('timeline')).toContainText(`张伟发送了话术「${WITH_IMAGE}」`);
});

journey(
  'a cancel is no refusal: both are shown, and the rest can be sent',
  async ({ client, page, faults }) => {
    await openScripts(client);
    await script(client, WITH_IMAGE).click();
    const before = await arrived(page).count();
    const says = (result: string, after: number) =>
      faults.switchOn({ kind: 'bridge', fault: { kind: 'result', name: 'sendChatMessage', result, after } });

    await says('cancel', 1);
    await send(client).click();
    await expect(states(client)).toHaveText(['已发送', '已取消', '未发送']);

    await says('fail_no permission', 0);
    await expect(send(client)).toHaveText('继续发送剩下的');
    await send(client).click();
    await expect(states(client)).toHaveText(['已发送', /^被拒绝 · 企业微信不允许.*客户联系/, '未发送']);

    await faults.clear();
    await send(client).click();
    await expect(states(client)).toHaveText(['已发送', '已发送', '已发送']);
    await expect(arrived(page)).toHaveCount(before + 3);
  },
);

journey('nothing goes into another chat than the one it was made for', async ({ client, page, faults }) => {
  await openScripts(client, 'wmHuangLi');
  const before = await arrived(page).count();
  await openScripts(client);
  await client.onChatChange('keep');
  await script(client, GREETING).click();
  await expect(send(client)).toBeEnabled();
  // The client shows another chat and has not told the page.
  await faults.moveChat(await client.webViewId(), 'wmHuangLi');

  await send(client).click();

  await expect(client.sidebar.getByTestId('script-part')).toContainText('黄');
  // What came of it is still said, and of whom.
  const last = client.sidebar.getByTestId('last-sending');
  await expect(last).toContainText(`「${GREETING}」发给 林小雨：第 1 条未发送。 聊天已切换`);
  await client.chooseChat('wmHuangLi');
  await expect(page.getByRole('main')).toContainText('黄');
  await expect(arrived(page)).toHaveCount(before);
  await last.getByTestId('dismiss-sending').click();
  await expect(last).toHaveCount(0);
});

journey(
  'a second click sends nothing again; that is asked for, and asked about',
  async ({ client, page }) => {
    await openScripts(client);
    await script(client, GREETING).click();
    const before = await arrived(page).count();

    await send(client).dblclick();
    await expect(states(client)).toHaveText(['已发送']);
    await client.sidebar.getByTestId('send-again').click();
    await expect(client.sidebar.getByTestId('send-again-now')).toBeVisible();
    await expect(arrived(page)).toHaveCount(before + 1);

    await client.sidebar.getByTestId('send-again-now').click();
    await expect(arrived(page)).toHaveCount(before + 2);
  },
);

journey('what nobody knows here stays as it is, and is not sent', async ({ client }) => {
  await openScripts(client);
  await script(client, '预约上门').click();

  await expect(client.sidebar.getByTestId('missing')).toContainText('{上门时间}');
  await expect(client.sidebar.getByTestId('script-part')).toContainText('{上门时间}');
  await expect(send(client)).toBeDisabled();
});

journey('a group has no customer to call by name; other texts go there', async ({ client, page }) => {
  await client.open();
  await client.chooseChat('wrSpruceRiverside');
  await client.sidebar.getByTestId('page-scripts').click();
  await script(client, GREETING).click();
  await expect(client.sidebar.getByTestId('missing')).toContainText('{客户称呼}');
  await client.sidebar.getByTestId('all-scripts').click();

  await script(client, '滤芯多久换一次').click();
  await send(client).click();
  await expect(states(client)).toHaveText(['已发送']);
  await expect(arrived(page).last()).toContainText('RO 膜三年');
});

journey('found by pinyin initials and by what it says; favourites come first', async ({ client }) => {
  await openScripts(client);
  const sought = client.sidebar.getByTestId('script-sought');
  await sought.fill('lxdj');
  await expect(client.sidebar.getByTestId('script')).toHaveCount(1);
  await expect(client.sidebar.getByTestId('script')).toContainText('滤芯多久换一次');
  await sought.fill('没有这条');
  await expect(client.sidebar.getByTestId('scripts')).toContainText('没有找到');
  await sought.fill('先租后买');
  await expect(client.sidebar.getByTestId('script')).toContainText('客户觉得贵');

  await client.sidebar.getByTestId('favourite').click();
  await expect(client.sidebar.getByTestId('favourite')).toHaveAttribute('aria-pressed', 'true');
  await sought.fill('');
  await expect(client.sidebar.getByTestId('script').first()).toContainText('客户觉得贵');
  await client.sidebar.getByTestId('favourite').first().click();
  await expect(client.sidebar.getByTestId('favourite').first()).toHaveAttribute('aria-pressed', 'false');
});

journey(
  'one’s own is written with an image, survives a reload, and is nobody else’s',
  async ({ client, page }) => {
    await openScripts(client);
    await client.sidebar.getByTestId('library-own').click();
    await client.sidebar.getByTestId('new-script').click();
    const form = client.sidebar.getByTestId('script-form');
    await form.getByTestId('script-title').fill('我的开场白');
    await form.getByTestId('part-text').fill('您好，');
    await form.getByRole('button', { name: '{客户称呼}' }).click();
    await form.getByTestId('add-image').setInputFiles({
      name: '样机.png',
      mimeType: 'image/png',
      buffer: Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
        'base64',
      ),
    });
    await form.getByTestId('add-file').setInputFiles({
      name: '安装须知.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.4 安装须知'),
    });
    await expect(form.getByTestId('part-fields')).toHaveCount(3);

    await client.reload();
    await client.sidebar.getByTestId('page-scripts').click();
    await client.sidebar.getByTestId('go-on-writing').click();
    await expect(form.getByTestId('part-text')).toHaveValue('您好，{客户称呼}');
    await form.getByTestId('save-script').click();

    await client.sidebar.getByTestId('library-own').click();
    await script(client, '我的开场白').click();
    await send(client).click();
    await expect(states(client)).toHaveText(['已发送', '已发送', '已发送']);
    const kinds = page.locator('[data-testid=message] [data-kind]');
    expect(
      (await kinds.evaluateAll((all) => all.map((one) => one.getAttribute('data-kind')))).slice(-3),
    ).toEqual(['text', 'image', 'file']);

    await client.chooseMember('LiNa');
    await client.chooseChat('wmHeJun');
    await client.showsCardOf('wmHeJun');
    await client.sidebar.getByTestId('page-scripts').click();
    await client.sidebar.getByTestId('script-sought').fill('开场白');
    await expect(client.sidebar.getByTestId('scripts')).toContainText('没有找到');
  },
);

journey('the company’s are written by those who may, and by nobody else', async ({ client }) => {
  await openScripts(client);
  await script(client, GREETING).click();
  await expect(client.sidebar.getByTestId('edit-script')).toHaveCount(0);

  await client.chooseMember('WangQiang');
  await client.chooseChat('woChenYu');
  await client.showsCardOf('woChenYu');
  await client.sidebar.getByTestId('page-scripts').click();
  await client.sidebar.getByTestId('new-script').click();
  const form = client.sidebar.getByTestId('script-form');
  await form.getByTestId('script-title').fill('招标资料清单');
  await form.getByTestId('part-text').fill('资质、检测报告和案例都在这里。');
  await form.getByTestId('script-folder').selectOption({ label: '新建文件夹…' });
  await form.getByTestId('folder-name').fill('企业客户');
  await form.getByTestId('add-folder').click();
  await expect(form.getByTestId('script-folder').locator('option:checked')).toHaveText('企业客户');
  await form.getByTestId('save-script').click();
  await client.sidebar.getByRole('button', { name: '企业客户' }).click();
  await script(client, '招标资料清单').click();

  await client.sidebar.getByTestId('delete-script').click();
  await client.sidebar.getByTestId('delete-now').click();
  await expect(script(client, '招标资料清单')).toHaveCount(0);
});
