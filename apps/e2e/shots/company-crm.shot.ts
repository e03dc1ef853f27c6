import { fileURLToPath } from 'node:url';
import { crmAnswers, crms, crmSays, revealed, searched } from '../support/company-crm.js';
import { expect, journey as shot } from '../support/journey.js';

const gallery = fileURLToPath(new URL('../../../.data/shots', import.meta.url));
const lin = 'wmLinXiaoyu';

for (const width of ['375', '420'] as const) {
  for (const scheme of ['Light', 'Dark'] as const) {
    shot(`the CRM's part of the card at ${width} px, ${scheme}`, async ({ client, page }) => {
      const { card } = client;
      const frame = page.getByTestId('sidebar-frame');
      const take = (name: string) =>
        frame.screenshot({ path: `${gallery}/crm-${name}-${width}-${scheme.toLowerCase()}.png` });
      const show = async (crm: object) => {
        await crmSays(page, lin, crm);
        const answered = page.waitForResponse(`**/${lin}/card`);
        await client.reload();
        await answered;
        await client.showsCardOf(lin);
        // The first press would make the page ask which chat this is.
        await page.getByTestId('scheme').focus();
        await client.bringFocusTo(lin);
        await client.note.blur();
        await expect(card.getByTestId('timeline')).toBeVisible();
      };
      await page.setViewportSize({ width: 1280, height: 860 });
      await client.open();
      await client.showsCardOf(lin);
      await page.getByTestId('width').selectOption(width);
      await page.getByTestId('scheme').selectOption(scheme);
      await expect(client.sidebar.locator('html')).toHaveAttribute('data-scheme', scheme.toLowerCase());

      await crmAnswers(page, 'reveal', 200, revealed);
      await show(crms.found);
      await take('found');
      await card.getByTestId('reveal-phone').click();
      await expect(card.getByTestId('crm-field-phone').getByRole('link')).toBeVisible();
      await take('revealed');
      await card.getByTestId('crm-section-home').evaluate((section) => section.scrollIntoView());
      await take('lists');
      await card.getByTestId('timeline').evaluate((section) => section.scrollIntoView());
      await take('lists-end');

      await show(crms.linked);
      await card.getByTestId('crm-unlink').evaluate((part) => part.scrollIntoView({ block: 'center' }));
      await take('linked');
      await card.getByTestId('crm-unlink-begin').click();
      await take('unlinking');

      await show(crms.several);
      await take('several');
      await crmAnswers(page, 'link', 404, { code: 'CRM_RECORD_NOT_FOUND', message: '', requestId: 'r' });
      await card.getByTestId('candidate').first().click();
      await expect(card.getByTestId('crm-problem')).toBeVisible();
      await take('several-gone');

      await crmAnswers(page, 'search?**', 200, searched);
      await show(crms.suggested);
      await take('suggested');
      await card.getByTestId('crm-search').fill('林小雨');
      await expect(card.getByTestId('crm-search-outcome')).toContainText('找到');
      await take('searched');

      await show({ ...crms.suggested, suggestions: [], canCreate: true });
      await take('none');
      await crmAnswers(page, 'search?**', 200, { candidates: [] });
      await card.getByTestId('crm-search').fill('林小鱼');
      await expect(card.getByTestId('crm-search-outcome')).toContainText('没有找到');
      await take('nothing-found');

      await show(crms.unavailable);
      await take('unavailable');
    });
  }
}
