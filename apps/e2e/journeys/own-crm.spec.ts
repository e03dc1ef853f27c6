import type { ExampleCrm } from '@sidecard/testing/crm-database';
import type { Client } from '../support/client.js';
import { besideUrl, startDemoBeside } from '../support/demo-beside.js';
import { expect, journey } from '../support/journey.js';

journey.use({ baseURL: besideUrl });

/** Everything in this block happens beside one of the CRMs of docs/own-crm.md. */
function beside(example: ExampleCrm): void {
  let demo: Awaited<ReturnType<typeof startDemoBeside>> | null = null;
  journey.beforeAll(async () => {
    journey.setTimeout(120_000);
    demo = await startDemoBeside(example);
  });
  journey.afterAll(() => demo?.stop());
}

const field = ({ card }: Client, id: string) => card.getByTestId(`crm-field-${id}`);
/** Beside the name, where what it is of is only read out. */
const badge = (client: Client, id: string) => field(client, id).locator('.tag');
const list = ({ card }: Client, id: string) => card.getByTestId(`crm-list-${id}`);
const bars = (client: Client, id: string) => list(client, id).getByTestId('crm-months').locator('rect');

async function openCardOf(client: Client, externalUserId: string): Promise<void> {
  await client.open();
  await client.chooseChat(externalUserId);
  await client.showsCardOf(externalUserId);
}

/** Little of it is on the card, and all of it once somebody asks. */
async function revealsOnAsking(client: Client, id: string, masked: string, whole: string): Promise<void> {
  await expect(field(client, id)).toContainText(masked);
  await expect(client.card).not.toContainText(whole);
  await client.card.getByTestId(`reveal-${id}`).click();
  await expect(field(client, id)).toContainText(whole);
}

/** A row leads to its page in the CRM, in a window of its own that knows nothing of ours. */
async function leadsOut(client: Client, listId: string, row: string, url: string): Promise<void> {
  const { page } = client;
  await page
    .context()
    .route('https://*.example.com/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>CRM</title>' }),
    );
  const opening = page.context().waitForEvent('page');
  await list(client, listId).getByRole('link', { name: row }).click();
  const opened = await opening;
  await expect(opened).toHaveURL(url);
  expect(await opened.evaluate(() => window.opener)).toBeNull();
}

journey.describe('beside a plain CRM of two tables', () => {
  beside('plain');

  journey('the card says what the CRM says, list and months with it', async ({ client }) => {
    await openCardOf(client, 'wmLinXiaoyu');

    await expect(badge(client, 'level')).toHaveText('重点');
    await expect(field(client, 'rep')).toHaveText('张伟');
    await expect(field(client, 'plan')).toContainText('60%');
    await expect(field(client, 'interests')).toContainText('全屋净水');
    await expect(field(client, 'address')).toHaveText('杭州 滨江花园 3 栋');
    await expect(list(client, 'orders')).toContainText('¥199.00');
    await expect(list(client, 'orders')).toContainText('已交付');
    await expect(bars(client, 'orders')).toHaveCount(12);
    await expect(list(client, 'orders').getByTestId('crm-months')).toContainText('¥1,695.50');
    await expect(client.card).not.toContainText('预存款');
  });

  journey('a phone is whole for who asks, and a row leads into the CRM', async ({ client }) => {
    await openCardOf(client, 'wmHuangLi');

    await revealsOnAsking(client, 'phone', '139****9999', '13900029999');
    await leadsOut(client, 'orders', '软水机 S3 定金', 'https://crm.example.com/orders/SP-031');
  });

  journey('whom no phone finds is only suggested', async ({ client }) => {
    await openCardOf(client, 'woChenYu');
    await expect(client.card.getByTestId('crm-suggestions')).toContainText('陈昱');
    await expect(list(client, 'orders')).toHaveCount(0);
  });

  journey('of two records with one phone the member chooses one, and can undo that', async ({ client }) => {
    await openCardOf(client, 'wmXuJing');
    await expect(client.card.getByTestId('candidate')).toHaveCount(2);

    await client.card.getByTestId('candidate').filter({ hasText: '老房' }).click();

    await expect(badge(client, 'level')).toHaveText('沉默');
    await client.card.getByTestId('crm-unlink-begin').click();
    await client.card.getByTestId('crm-unlink-sure').click();
    await expect(client.card.getByTestId('candidate')).toHaveCount(2);
  });

  journey('orders are in the timeline', async ({ client }) => {
    await openCardOf(client, 'wmHuangLi');
    await client.card.getByTestId('open-timeline').click();
    await expect(client.card).toContainText('滤芯套餐（全年）');
  });
});

journey.describe('beside a CRM in the style of 悟空CRM', () => {
  beside('wukong');

  journey('the card says what numbered fields, codes and owners mean', async ({ client }) => {
    await openCardOf(client, 'woChenYu');

    await expect(badge(client, 'level')).toHaveText('A 重点');
    await expect(badge(client, 'deal')).toHaveText('已成交');
    await expect(field(client, 'owner')).toHaveText('王强');
    await expect(field(client, 'contact')).toHaveText('陈昱 · 工程部经理');
    await expect(field(client, 'intent')).toContainText('滤芯套餐');
    await expect(list(client, 'contracts')).toContainText('¥35,600.00');
    await expect(list(client, 'contracts')).not.toContainText('草稿');
    await expect(bars(client, 'contracts')).toHaveCount(12);
    await expect(list(client, 'business')).toContainText('80%');
    await revealsOnAsking(client, 'mobile', '137****0003', '13700030003');
    await leadsOut(client, 'contracts', '西湖店直饮机 4 台', 'https://wukong.example.com/#/crm/contract/1');
  });
});

journey.describe('beside a CRM in the style of EspoCRM', () => {
  beside('espo');

  journey('the card says what is behind the link tables', async ({ client }) => {
    await openCardOf(client, 'woChenYu');

    await expect(badge(client, 'type')).toHaveText('客户');
    await expect(field(client, 'owner')).toHaveText('王强');
    await expect(field(client, 'account')).toHaveText('恒达酒店');
    await expect(field(client, 'website').getByRole('link')).toHaveAttribute(
      'href',
      /^https:\/\/hengda\.example\.com/,
    );
    await expect(list(client, 'opportunities')).toContainText('¥386,000.00');
    await expect(list(client, 'opportunities')).toContainText('赢单');
    await expect(bars(client, 'opportunities')).toHaveCount(12);
    await revealsOnAsking(client, 'phone', '****0003', '13700030003');
    await revealsOnAsking(client, 'email', '••••••', 'Chen.Yu@hengda.example.com');
    await leadsOut(
      client,
      'opportunities',
      '西湖店试点',
      'https://espo.example.com/#Opportunity/view/b0000000-0000-4000-8000-000000000001',
    );
  });
});
