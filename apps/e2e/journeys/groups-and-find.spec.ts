import { expect, journey } from '../support/journey.js';

journey('a group shows who is in it; a customer of it opens as a card, and back', async ({ client }) => {
  await client.open();
  await client.showsCardOf('wmLinXiaoyu');
  await client.chooseChat('wrSpruceRiverside');

  const group = client.sidebar.getByTestId('group-chat');
  await expect(group.getByRole('heading', { level: 1 })).toHaveText('滨江花园净水团购群');
  await expect(group.getByTestId('group-owner')).toHaveText('张伟');
  await expect(group.getByTestId('group-notice')).toContainText('团购价');
  await expect(group.getByTestId('group-members')).toContainText('赵敏');

  await group.getByTestId('guest-wmHuangLi').click();
  await client.showsCardOf('wmHuangLi');
  // What is done on that card is done for that customer.
  await client.writeNote('群里问了软水机，明天回电。');

  await client.sidebar.getByTestId('back-to-chat').click();
  await expect(group).toHaveAttribute('data-chat-id', 'wrSpruceRiverside');

  await group.getByTestId('guest-wmHuangLi').press('Enter');
  await client.showsCardOf('wmHuangLi');
  await client.chooseChat('wmLinXiaoyu');
  await client.showsCardOf('wmLinXiaoyu');
  await expect(client.sidebar.getByTestId('back-to-chat')).toHaveCount(0);
});

journey('a customer is found by pinyin initials, and opens as a card', async ({ client }) => {
  await client.open();
  await client.showsCardOf('wmLinXiaoyu');
  await client.sidebar.getByTestId('page-find').click();

  const sought = client.sidebar.getByTestId('sought');
  await sought.fill('没有这个人');
  await expect(client.sidebar.getByTestId('own-customers')).toContainText('没有找到');
  await sought.fill('hl');
  await client.sidebar.getByTestId('customer-wmHuangLi').click();

  await client.showsCardOf('wmHuangLi');
  await client.sidebar.getByTestId('back-to-chat').click();
  await client.showsCardOf('wmLinXiaoyu');
});

for (const behaviour of ['reload', 'keep', 'renew'] as const) {
  journey(`the chat with a customer is opened from Find (${behaviour})`, async ({ client }) => {
    await client.open();
    await client.showsCardOf('wmLinXiaoyu');
    await client.onChatChange(behaviour);
    await client.sidebar.getByTestId('page-find').click();

    await client.sidebar.getByTestId('open-chat-wmHuangLi').click();

    await expect(client.page.getByTestId('chat-wmHuangLi')).toHaveClass(/chat--chosen/);
    await client.showsCardOf('wmHuangLi');
    await expect(client.sidebar.getByTestId('back-to-chat')).toHaveCount(0);
  });
}

journey('the client shows a customer’s profile, and the page stays where it is', async ({ client, page }) => {
  await client.open();
  await client.showsCardOf('wmLinXiaoyu');
  await client.sidebar.getByTestId('page-find').click();
  await client.sidebar.getByTestId('open-profile-wmHuangLi').click();

  await expect(page.getByTestId('profile')).toContainText('黄姐 全屋');
  await page.getByTestId('profile-close').click();
  await expect(client.sidebar.getByTestId('own-customers')).toBeVisible();
});

for (const [result, advice] of [
  ['fail', '通讯录'],
  ['fail_no permission', '联系管理员'],
  ['function not exist', '升级'],
] as const) {
  journey(
    `a client that opens no chat is explained where it was asked: ${result}`,
    async ({ client, faults }) => {
      await client.open();
      await client.showsCardOf('wmLinXiaoyu');
      await client.sidebar.getByTestId('page-find').click();
      await faults.switchOn({
        kind: 'bridge',
        fault: { kind: 'result', name: 'openEnterpriseChat', result },
      });

      await client.sidebar.getByTestId('open-chat-wmHuangLi').click();
      const explained = client.sidebar.getByTestId('not-opened-wmHuangLi');
      await expect(explained).toContainText('没有打开');
      await expect(explained).toContainText(advice);

      await faults.clear();
      await client.sidebar.getByTestId('open-chat-wmHuangLi').click();
      await client.showsCardOf('wmHuangLi');
    },
  );
}

journey('beside no chat, a customer is chosen in Find and worked with', async ({ client, page }) => {
  await client.open();
  await client.showsCardOf('wmLinXiaoyu');
  await page.getByTestId('workbench').click();
  await client.explains('NOT_BESIDE_A_CHAT');

  await client.sidebar.getByTestId('page-find').click();
  await client.sidebar.getByTestId('customer-wmHuangLi').click();
  await client.showsCardOf('wmHuangLi');
  await expect(client.sidebar.getByTestId('back-to-chat')).toHaveCount(0);
  await client.writeNote('从工作台里记一笔：软水机周五到货。');

  // It comes into view again, and is still beside nothing.
  await page.getByTestId('scheme').focus();
  await client.bringFocusTo('wmHuangLi');

  await client.onChatChange('keep');
  await client.chooseChat('wmLinXiaoyu');
  await client.showsCardOf('wmLinXiaoyu');
});
