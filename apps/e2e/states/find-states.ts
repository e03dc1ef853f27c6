import { expect } from '@playwright/test';
import type { Scene } from '../support/plights.js';
import type { State } from './state.js';

async function openFind({ client }: Scene): Promise<void> {
  await client.open();
  await client.sidebar.getByTestId('page-find').click();
  await expect(client.sidebar.getByTestId('customer-wmLinXiaoyu')).toBeVisible();
}

export const findStates: State[] = [
  { name: 'find', arrange: openFind },
  {
    name: 'find-typed',
    arrange: async (scene) => {
      const { sidebar } = scene.client;
      await openFind(scene);
      await sidebar.getByTestId('sought').fill('hl');
      await expect(sidebar.getByTestId('customer-wmLinXiaoyu')).toHaveCount(0);
    },
  },
  {
    name: 'find-nobody',
    arrange: async (scene) => {
      const { sidebar } = scene.client;
      await openFind(scene);
      await sidebar.getByTestId('sought').fill('没有这个人');
      await expect(sidebar.getByTestId('own-customers')).toContainText('没有找到');
    },
  },
  {
    name: 'find-not-opened',
    arrange: async (scene) => {
      const { sidebar } = scene.client;
      await openFind(scene);
      await scene.faults.switchOn({
        kind: 'bridge',
        fault: { kind: 'result', name: 'openEnterpriseChat', result: 'fail_no permission' },
      });
      await sidebar.getByTestId('open-chat-wmHuangLi').click();
      await expect(sidebar.getByTestId('not-opened-wmHuangLi')).toBeVisible();
    },
  },
];
