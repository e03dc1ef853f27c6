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
