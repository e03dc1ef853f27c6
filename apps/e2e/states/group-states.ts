import { expect } from '@playwright/test';
import type { Scene } from '../support/plights.js';
import type { State } from './state.js';

async function openGroup({ client }: Scene): Promise<void> {
  await client.open();
  await client.chooseChat('wrSpruceCareClub');
  await expect(client.sidebar.getByTestId('group-chat')).toBeVisible();
}

export const groupStates: State[] = [
  { name: 'group', arrange: openGroup },
  {
    name: 'group-customer',
    arrange: async (scene) => {
      await openGroup(scene);
      await scene.client.sidebar.getByTestId('guest-wmHuangLi').click();
      await scene.client.showsCardOf('wmHuangLi');
    },
  },
];
