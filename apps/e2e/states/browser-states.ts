import { expect } from '@playwright/test';
import { sidebarUrl, type Scene } from '../support/plights.js';
import type { State } from './state.js';

/** A browser outside WeCom, logged in by its code. */
async function logIn({ page }: Scene, fragment = ''): Promise<void> {
  await page.goto(sidebarUrl() + fragment);
  await page.getByRole('button', { name: '用企业微信扫码登录' }).click();
  await page.getByTestId('scan-ZhangWei').click();
}

async function openCard(scene: Scene): Promise<void> {
  await logIn(scene, '#customer=wmLinXiaoyu');
  await expect(scene.page.getByTestId('customer-card')).toHaveAttribute('aria-busy', 'false');
}

export const browserStates: State[] = [
  { name: 'browser-card', inBrowser: true, arrange: openCard },
  {
    name: 'browser-customers',
    inBrowser: true,
    arrange: async (scene) => {
      await logIn(scene);
      await expect(scene.page.getByTestId('own-customers')).toContainText('林小雨');
    },
  },
  {
    name: 'browser-logging-out',
    inBrowser: true,
    arrange: async (scene) => {
      await openCard(scene);
      await scene.page.getByTestId('note').fill('还没写完');
      await scene.page.getByTestId('log-out').click();
      await expect(scene.page.getByTestId('lost-by-leaving')).toBeVisible();
    },
  },
];
