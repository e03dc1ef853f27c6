import { fileURLToPath } from 'node:url';
import { expect, journey as shot } from '../support/journey.js';

const gallery = fileURLToPath(new URL('../../../.data/shots', import.meta.url));

for (const width of ['375', '420'] as const) {
  for (const scheme of ['Light', 'Dark'] as const) {
    shot(`what is changed on a card at ${width} px, ${scheme}`, async ({ client, faults, page }) => {
      const take = (name: string) =>
        page
          .getByTestId('sidebar-frame')
          .screenshot({ path: `${gallery}/${name}-${width}-${scheme.toLowerCase()}.png` });
      const refuse = (times: number) =>
        faults.switchOn({
          kind: 'nextCalls',
          path: '/externalcontact/remark',
          fault: { kind: 'errcode', errcode: 40058 },
          times,
        });
      await page.setViewportSize({ width: 1280, height: 860 });
      await client.open();
      await page.getByTestId('width').selectOption(width);
      await page.getByTestId('scheme').selectOption(scheme);
      await expect(client.sidebar.locator('html')).toHaveAttribute('data-scheme', scheme.toLowerCase());
      await client.chooseChat('wmHuangLi');
      await client.showsCardOf('wmHuangLi');

      await client.card.getByTestId('edit-tags').click();
      await expect(client.card.getByTestId('tag-etSpruceStageNew')).toBeVisible();
      await client.showsPictures();
      await take('edits-tags');
      await client.card.getByTestId('tag-sought').fill('jing');
      await take('edits-tags-sought');
      await client.card.getByTestId('tags-done').click();

      await client.card.getByTestId('edit-remark').click();
      await client.card.getByTestId('edit-phones').click();
      await expect(client.card.getByTestId('edit-phone-0')).toHaveValue(/\d/);
      await take('edits-remark');
      await client.card.getByTestId('edit-field-remark').fill('');
      await client.card.getByTestId('edit-phone-0').fill('一三九');
      await take('edits-remark-flaws');
      await client.card.getByTestId('discard-remark').click();

      await refuse(1);
      await client.card.getByTestId('edit-remark').click();
      await client.card.getByTestId('edit-field-remark').fill('黄姐 全屋软水');
      await client.card.getByTestId('save-remark').click();
      await expect(client.card.getByTestId('change-refused')).toBeVisible();
      await page.route('**/api/customers/*/remark', (route) => route.abort('internetdisconnected'));
      await client.card.getByTestId('edit-remark').click();
      await client.card
        .getByTestId('edit-field-description')
        .fill('去年装了全屋净水，今年想加软水机，十二月再联系。');
      await client.card.getByTestId('save-remark').click();
      await expect(client.card.getByTestId('change-unsent')).toContainText('会自动重试');
      await take('edits-refused-and-unsent');
      await client.card.getByTestId('change-drop').click();
      await client.card.getByTestId('change-seen').click();
      await expect(client.card.getByTestId('change-refused')).toHaveCount(0);
      await page.unrouteAll({ behavior: 'wait' });

      await faults.switchOn({
        kind: 'nextCalls',
        path: '/externalcontact/mark_tag',
        fault: { kind: 'http', status: 502, body: '' },
        times: 6,
      });
      await client.card.getByTestId('edit-tags').click();
      await client.card.getByTestId('tag-etSpruceStageSilent').click();
      await client.card.getByTestId('tags-done').click();
      await expect(client.card.getByTestId('change-pending')).toBeVisible();
      await take('edits-on-the-way');
      await faults.clear();
      await expect(client.card.getByTestId('change-pending')).toHaveCount(0, { timeout: 20_000 });
      await client.card.getByTestId('edit-tags').click();
      await client.card.getByTestId('tag-etSpruceStageSilent').click();
      await expect(client.card.getByTestId('change-pending')).toHaveCount(0, { timeout: 20_000 });
    });
  }
}
