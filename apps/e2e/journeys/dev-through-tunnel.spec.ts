import { startDevThroughTunnel, type DevThroughTunnel } from '../support/dev-through-tunnel.js';
import { expect, journey } from '../support/journey.js';

const lin = 'wmLinXiaoyu';

// Nobody has signed the tunnel's certificate but itself.
journey.use({ ignoreHTTPSErrors: true });

let dev: DevThroughTunnel;
journey.beforeAll(async () => {
  journey.setTimeout(120_000);
  dev = await startDevThroughTunnel();
});
journey.afterAll(() => dev.stop());

journey(
  'a developer sees the card through a tunnel, and what they change without a reload',
  async ({ client }) => {
    journey.setTimeout(60_000);
    await client.page.goto(dev.clientUrl);
    await expect(client.card).toHaveAttribute('data-external-userid', lin, { timeout: 30_000 });
    await client.showsCardOf(lin);
    expect(new URL(client.sidebarFrame().url()).origin).toBe(new URL(dev.clientUrl).origin);
    await client.note.fill('改代码之前写的');
    await client.sidebarFrame().evaluate(() => Object.assign(window, { isStillTheSame: true }));

    await dev.edit('src/features/customer/CardHeader.vue', (text) =>
      text.replace('{{ title }}', '{{ title }}（改过）'),
    );

    await expect(client.title).toContainText('（改过）');
    await expect(client.note).toHaveValue('改代码之前写的');
    expect(await client.sidebarFrame().evaluate(() => 'isStillTheSame' in window)).toBe(true);
  },
);
