import { expect, type Locator } from '@playwright/test';
import type { Scene } from '../support/plights.js';
import type { State } from './state.js';

const titled = ({ client }: Scene, title: string): Locator =>
  client.sidebar.getByTestId('script').filter({ hasText: title });

async function openScripts(scene: Scene): Promise<void> {
  const { client } = scene;
  await client.open();
  await client.showsCardOf('wmLinXiaoyu');
  await client.sidebar.getByTestId('page-scripts').click();
  await expect(titled(scene, '净水前后对比')).toBeVisible();
}

async function openOne(scene: Scene, title: string): Promise<void> {
  await openScripts(scene);
  await titled(scene, title).click();
  await expect(scene.client.sidebar.getByTestId('script-part').first()).toBeVisible();
}

async function openForm(scene: Scene): Promise<void> {
  const { sidebar } = scene.client;
  await openScripts(scene);
  await sidebar.getByTestId('library-own').click();
  await expect(titled(scene, '周末到店邀约')).toBeVisible();
  await sidebar.getByTestId('new-script').click();
  await sidebar.getByTestId('add-link').click();
}

export const scriptStates: State[] = [
  { name: 'scripts', arrange: openScripts },
  {
    name: 'scripts-preview',
    arrange: async (scene) => {
      await openOne(scene, '净水前后对比');
      await expect(scene.client.sidebar.getByTestId('script-part').locator('img')).toBeVisible();
    },
  },
  {
    name: 'scripts-cancelled',
    arrange: async (scene) => {
      const { sidebar } = scene.client;
      await openOne(scene, '净水前后对比');
      const fault = { kind: 'result', name: 'sendChatMessage', result: 'cancel' };
      await scene.faults.switchOn({ kind: 'bridge', fault });
      await sidebar.getByTestId('send-script').click();
      await expect(sidebar.getByTestId('part-state').first()).toHaveText('已取消');
    },
  },
  {
    name: 'scripts-variable-missing',
    arrange: async (scene) => {
      await openOne(scene, '预约上门');
      await expect(scene.client.sidebar.getByTestId('missing')).toBeVisible();
    },
  },
  { name: 'scripts-form', arrange: openForm },
  {
    name: 'scripts-draft',
    arrange: async (scene) => {
      await openForm(scene);
      await scene.client.sidebar.getByTestId('leave-form').click();
      await expect(scene.client.sidebar.getByTestId('new-script')).toBeVisible();
    },
  },
  {
    name: 'scripts-nothing-found',
    arrange: async (scene) => {
      await openScripts(scene);
      await scene.client.sidebar.getByTestId('script-sought').fill('没有这条');
      await expect(scene.client.sidebar.getByTestId('scripts')).toContainText('没有找到');
    },
  },
];
