import type { Page } from '@playwright/test';
import { expect, journey } from '../support/journey.js';
import { sidebarUrl } from '../support/plights.js';

/** Playwright switches the back/forward cache off; people have it. */
const withCache = { ignoreDefaultArgs: ['--disable-back-forward-cache'] };

async function logIn(page: Page, userId: string): Promise<void> {
  await page.getByRole('button', { name: '用企业微信扫码登录' }).click();
  await page.getByTestId(`scan-${userId}`).click();
}

journey.describe('a page that the browser has kept', () => {
  journey(
    'is not shown to somebody else who has logged in meanwhile, and is theirs afterwards',
    async ({ playwright, launchOptions }) => {
      const browser = await playwright.chromium.launch({ ...launchOptions, ...withCache });
      const page = await browser.newPage({ locale: 'zh-CN' });
      const title = page.getByTestId('customer-title');

      await page.goto(`${sidebarUrl()}#customer=wmHuangLi`);
      await logIn(page, 'ZhangWei');
      await expect(title).toHaveText('黄姐 全屋');
      await page.evaluate(() => {
        addEventListener('pageshow', ({ persisted }) => {
          const isHidden = document.querySelector('[data-testid=customer-card]') === null;
          sessionStorage.setItem('journey.restored', `${persisted}, hidden ${isHidden}`);
        });
      });

      await page.goto(`${sidebarUrl()}?elsewhere`);
      await page.evaluate(() => sessionStorage.clear());
      await page.reload();
      await logIn(page, 'LiNa');
      await expect(page.getByTestId('own-customers')).toBeVisible();
      await page.evaluate(() => void setTimeout(() => history.back()));

      await expect(title).toHaveText('黄莉（张伟老客）');
      expect(new URL(page.url()).hash).toContain('customer=wmHuangLi');
      expect(await page.evaluate(() => sessionStorage.getItem('journey.restored'))).toBe('true, hidden true');
      await browser.close();
    },
  );

  journey(
    'shows nothing to whoever goes back to it after the member has logged out',
    async ({ playwright, launchOptions }) => {
      const browser = await playwright.chromium.launch({ ...launchOptions, ...withCache });
      const page = await browser.newPage({ locale: 'zh-CN' });
      await page.goto(`${sidebarUrl()}#customer=wmHuangLi`);
      await logIn(page, 'ZhangWei');
      await expect(page.getByTestId('customer-card')).toBeVisible();
      await page.goto(`${sidebarUrl()}?elsewhere`);
      await page.getByTestId('log-out').click();
      await expect(page.getByTestId('problem')).toBeVisible();

      await page.evaluate(() => void setTimeout(() => history.back()));

      await expect(page).toHaveURL(/customer=wmHuangLi/);
      await expect(page.getByTestId('problem')).toHaveAttribute('data-code', 'OUTSIDE_WECOM');
      await expect(page.getByTestId('customer-card')).toHaveCount(0);
      await browser.close();
    },
  );
});
