import { Client } from '../support/client.js';
import { expect, journey } from '../support/journey.js';

const NEW = 'etSpruceStageNew';
const VIDEO = 'etSpruceSourceVideo';
/** Takes off again what a journey has put on. */
const back = (userId: string, externalUserId: string) => ({
  kind: 'memberEditsCustomer',
  userId,
  externalUserId,
  removeTagIds: [NEW, VIDEO],
});

const pending = (client: Client) => client.card.getByTestId('change-pending');
const tags = (client: Client) => client.card.getByTestId('tags');

const tap = (client: Client, tagId: string) => client.card.getByTestId(`tag-${tagId}`).click();

journey(
  'two members change the tags of one customer at once: both have what they chose',
  async ({ client, faults, browser, baseURL }) => {
    // Three web views, each with a login of its own.
    journey.slow();
    await faults.happen(back('ZhangWei', 'wmHuangLi'), back('ZhangWei', 'wmHuangLi'));
    await faults.happen(back('LiNa', 'wmHuangLi'), back('LiNa', 'wmHuangLi'));
    await client.open();
    await client.chooseChat('wmHuangLi');
    await client.showsCardOf('wmHuangLi');
    // The same member on another device, and a colleague who serves the customer too.
    const [device, hers] = await Promise.all(
      [1, 2].map(async () => new Client(await browser.newPage({ baseURL: baseURL ?? '' }))),
    );
    if (!device || !hers) throw new Error('two pages have been asked for');
    await device.open();
    await device.chooseChat('wmHuangLi');
    await device.showsCardOf('wmHuangLi');
    await hers.open();
    await hers.chooseMember('LiNa');
    await hers.chooseChat('wmHuangLi');
    await hers.showsCardOf('wmHuangLi');
    for (const one of [client, device, hers]) await one.card.getByTestId('edit-tags').click();

    await Promise.all([tap(client, NEW), tap(device, VIDEO), tap(hers, VIDEO)]);

    for (const one of [client, device]) {
      await expect(tags(one)).toContainText('新线索');
      await expect(tags(one)).toContainText('视频号');
      await expect(one.card.getByTestId(`tag-${VIDEO}`)).toHaveAttribute('aria-pressed', 'true');
      await expect(pending(one)).toHaveCount(0);
    }
    await expect(tags(hers)).toContainText('视频号');
    await expect(tags(hers)).not.toContainText('新线索');
    for (const { page } of [device, hers]) await page.close();
  },
);

journey(
  'tags are found by pinyin, put on and taken off by keyboard, and reach the phone',
  async ({ client, faults }) => {
    await faults.happen(back('ZhangWei', 'wmXuJing'), back('ZhangWei', 'wmXuJing'));
    await client.open();
    await client.chooseChat('wmXuJing');
    await client.showsCardOf('wmXuJing');
    await client.card.getByTestId('edit-tags').press('Enter');
    const sought = client.card.getByTestId('tag-sought');
    await expect(sought).toBeFocused();

    await client.page.keyboard.type('sph');
    await expect(client.card.getByRole('button', { name: '新线索' })).toHaveCount(0);
    await client.page.keyboard.press('Tab');
    await client.page.keyboard.press('Space');

    await expect(tags(client)).toContainText('视频号');
    await expect(pending(client)).toHaveCount(0);
    await client.card.getByTestId('open-timeline').click();
    await expect(client.card.getByTestId('timeline-entries')).toContainText('添加标签 视频号');
    await client.card.getByTestId(`tag-${VIDEO}`).press('Space');
    await expect(tags(client)).not.toContainText('视频号');
    await client.page.keyboard.press('Escape');
    await expect(client.card.getByTestId('tag-chooser')).toHaveCount(0);
    await expect(client.card.getByTestId('edit-tags')).toBeFocused();
  },
);

journey('a remark is on the card at once, marked until WeCom has taken it', async ({ client, faults }) => {
  await client.open();
  await client.chooseChat('wmZhouMing');
  await client.showsCardOf('wmZhouMing');
  await faults.switchOn({
    kind: 'nextCalls',
    path: '/externalcontact/remark',
    fault: { kind: 'http', status: 502, body: 'bad gateway' },
    times: 3,
  });
  await client.card.getByTestId('edit-remark').click();
  await client.card.getByTestId('edit-field-remark').fill('周明 二期');
  await client.card.getByTestId('edit-field-company').fill('周记装饰');
  await client.card.getByTestId('edit-field-description').fill('二期想做全屋净水');
  await client.card.getByTestId('edit-phones').click();
  await client.card.getByTestId('edit-phone-0').fill('13700010009');
  await client.card.getByTestId('save-remark').click();

  await expect(client.title).toHaveText('周明 二期');
  await expect(pending(client).first()).toContainText('还没有写进企业微信');
  await expect(client.card.getByTestId('masked-phone')).toHaveText('137****0009');
  // Tried again by itself.
  await expect(pending(client)).toHaveCount(0, { timeout: 15_000 });
  await expect(client.title).toHaveText('周明 二期');
  await expect(client.card).toContainText('周记装饰');
  await expect(client.card).toContainText('二期想做全屋净水');
  const kept = await client.sidebarFrame().evaluate(() => Object.entries(sessionStorage).join());
  expect(kept).not.toContain('13700010009');
});

journey('what WeCom refuses is undone, and says why until it has been seen', async ({ client, faults }) => {
  await client.open();
  await client.chooseChat('wmCaoRui');
  await client.showsCardOf('wmCaoRui');
  const before = await client.title.textContent();
  await faults.switchOn({
    kind: 'nextCalls',
    path: '/externalcontact/remark',
    fault: { kind: 'errcode', errcode: 84061 },
  });
  await client.card.getByTestId('edit-remark').click();
  await client.card.getByTestId('edit-field-remark').fill('写不进去的');
  await client.card.getByTestId('save-remark').click();

  const refused = client.card.getByTestId('change-refused');
  await expect(refused).toContainText('备注「写不进去的」');
  await expect(refused).toContainText('已撤销：企业微信里您与 TA 已不是联系人');
  await expect(client.title).toHaveText(before ?? '');
  await client.reload();
  await client.showsCardOf('wmCaoRui');
  await expect(refused).toBeVisible();

  // Nothing of it has to be typed again.
  await client.card.getByTestId('change-again').click();
  await expect(client.card.getByTestId('edit-field-remark')).toHaveValue('写不进去的');
  await expect(refused).toHaveCount(0);
  await client.card.getByTestId('discard-remark').click();
  await client.reload();
  await client.showsCardOf('wmCaoRui');
  await expect(client.card.getByTestId('edit-remark')).toBeVisible();
  await expect(refused).toHaveCount(0);
  await expect(client.card.getByTestId('remark-editor')).toHaveCount(0);
});

journey(
  'without a network what is changed waits, through a reload, and is saved when it is back',
  async ({ client, faults, page }) => {
    await faults.happen(back('ZhangWei', 'woChenYu'), back('ZhangWei', 'woChenYu'));
    await client.open();
    await client.chooseChat('woChenYu');
    await client.showsCardOf('woChenYu');
    await client.card.getByTestId('edit-tags').click();
    await expect(client.card.getByTestId(`tag-${NEW}`)).toBeVisible();
    await page.route('**/api/customers/*/{tags,remark}', (route) =>
      route.request().method() === 'POST' ? route.abort('internetdisconnected') : route.continue(),
    );

    await tap(client, NEW);
    const unsent = client.card.getByTestId('change-unsent');
    await expect(unsent).toContainText('添加标签「新线索」');
    await expect(unsent).toContainText('网络连接不上，会自动重试');
    await expect(client.card.getByTestId(`tag-${NEW}`)).toHaveAttribute('aria-pressed', 'true');
    await client.reload();
    await client.showsCardOf('woChenYu');
    await expect(unsent).toContainText('添加标签「新线索」');

    // What is not wanted after all is not worn either: the next tap puts it on.
    await client.card.getByTestId('edit-tags').click();
    await tap(client, VIDEO);
    const second = unsent.filter({ hasText: '添加标签「视频号」' });
    await second.getByTestId('change-drop').click();
    await expect(client.card.getByTestId(`tag-${VIDEO}`)).toHaveAttribute('aria-pressed', 'false');
    await tap(client, VIDEO);
    await expect(second).toHaveCount(1);
    await second.getByTestId('change-drop').click();

    await page.unrouteAll({ behavior: 'wait' });
    await client.sidebarFrame().evaluate(() => window.dispatchEvent(new Event('online')));
    await expect(unsent).toHaveCount(0);
    await expect(tags(client)).toContainText('新线索');
    await expect(pending(client)).toHaveCount(0);
  },
);

journey(
  'a remark that is being typed is still there after a reload, another chat, and a change on the phone',
  async ({ client, faults }) => {
    const who = { kind: 'memberEditsCustomer', userId: 'ZhangWei', externalUserId: 'wmQianFeng' };
    await client.open();
    await client.chooseChat('wmQianFeng');
    await client.showsCardOf('wmQianFeng');
    await client.card.getByTestId('edit-remark').click();
    const remark = client.card.getByTestId('edit-field-remark');
    const description = client.card.getByTestId('edit-field-description');
    const before = await description.inputValue();
    await expect(remark).toBeFocused();
    await remark.fill('正在写的备注');

    await faults.happen({ ...who, description: '手机上改的' }, { ...who, description: before });
    // Somebody's typing stays; what they have not touched is as it is now.
    await expect(description).toHaveValue('手机上改的');
    await expect(remark).toHaveValue('正在写的备注');

    await client.chooseChat('wmHuangLi');
    await client.showsCardOf('wmHuangLi');
    await expect(client.card.getByTestId('edit-remark')).toBeVisible();
    await expect(remark).toHaveCount(0);
    await client.chooseChat('wmQianFeng');
    await client.showsCardOf('wmQianFeng');
    await expect(remark).toHaveValue('正在写的备注');
    await client.reload();
    await client.showsCardOf('wmQianFeng');
    await expect(remark).toHaveValue('正在写的备注');
    // Whoever comes back to it may have come for something else.
    await expect(remark).not.toBeFocused();

    await remark.fill('');
    await expect(client.card.getByRole('alert')).toContainText('企业微信不支持在这里清空');
    await expect(client.card.getByTestId('save-remark')).toBeDisabled();
    await client.card.getByTestId('discard-remark').click();
    await expect(remark).toHaveCount(0);
  },
);
