import { Client } from '../support/client.js';
import { expect, journey } from '../support/journey.js';

/** What the product promises: a change is on the open card within a second. Milliseconds. */
const SOON = { timeout: 1_000 };
const customer = { userId: 'ZhangWei', externalUserId: 'wmLinXiaoyu' };

journey(
  'the customer deletes the member, a tag changes on the phone: the open card shows it, and the note is still there',
  async ({ client, page }) => {
    await client.open();
    await client.showsCardOf('wmLinXiaoyu');
    await client.note.pressSequentially('正在写');
    const left = client.card.getByTestId('customer-left');
    await expect(left).toBeHidden();

    await page.getByTestId('customer-deletes-member').click();
    await expect(left).toBeVisible(SOON);
    await expect(left).toContainText('删除了您');
    await expect(client.note).toHaveValue('正在写');

    await client.note.pressSequentially('的跟进');
    const tags = client.card.getByTestId('tags');
    await expect(tags).not.toContainText('已成交');
    await page.getByTestId('toggle-tag-etSpruceStageDeal').click();
    await expect(tags).toContainText('已成交', SOON);
    await page.getByTestId('toggle-tag-etSpruceStageDeal').click();
    await expect(tags).not.toContainText('已成交', SOON);

    await page.getByTestId('customer-adds-member').click();
    await expect(left).toBeHidden(SOON);
    await expect(client.note).toHaveValue('正在写的跟进');
    await client.note.fill('');
  },
);

journey(
  'the timeline tells what has happened, and goes on telling while it is open',
  async ({ client, faults }) => {
    await client.open();
    await client.showsCardOf('wmLinXiaoyu');
    await client.card.getByTestId('open-timeline').click();
    const timeline = client.card.getByTestId('timeline-entries');
    await expect(timeline).toContainText('添加了客户');
    await expect(timeline).toContainText('订单');

    await faults.happen(
      { kind: 'memberEditsCustomer', ...customer, addTagIds: ['etSpruceStageNew'] },
      { kind: 'memberEditsCustomer', ...customer, removeTagIds: ['etSpruceStageNew'] },
    );

    await expect(timeline.getByRole('listitem').first()).toContainText('张伟修改了客户资料', SOON);
    await expect(timeline.getByRole('listitem').first()).toContainText('添加标签 新线索');
  },
);

journey('two members see what one of them writes', async ({ client, browser, baseURL }) => {
  await client.open();
  await client.chooseChat('wmHuangLi');
  await client.showsCardOf('wmHuangLi');
  const other = await browser.newPage({ baseURL: baseURL ?? '' });
  const colleague = new Client(other);
  await colleague.open();
  await colleague.chooseMember('LiNa');
  await colleague.chooseChat('wmHuangLi');
  await colleague.showsCardOf('wmHuangLi');

  await colleague.writeNote('李娜刚打过电话');

  await expect(client.card.getByTestId('follow-ups')).toContainText('李娜刚打过电话', SOON);
  await other.close();
});
