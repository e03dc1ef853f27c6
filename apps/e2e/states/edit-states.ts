import { expect, type Locator } from '@playwright/test';
import { cardSays } from '../support/company-crm.js';
import { openCard } from './card-states.js';
import type { State } from './state.js';

const huang = 'wmHuangLi';

function edits(name: string, what: (card: Locator) => Promise<void>): State {
  return {
    name: `edits-${name}`,
    arrange: async (scene) => {
      await openCard(scene, huang);
      await what(scene.client.card);
    },
  };
}

async function openTags(card: Locator): Promise<void> {
  await card.getByTestId('edit-tags').click();
  await expect(card.getByTestId('tag-etSpruceStageNew')).toBeVisible();
}

async function openRemark(card: Locator): Promise<void> {
  await card.getByTestId('edit-remark').click();
  await card.getByTestId('edit-phones').click();
  await expect(card.getByTestId('edit-phone-0')).toHaveValue(/\d/);
}

/** How changes look that WeCom has not taken: nothing of it happens to the demo. */
const changes = [
  { changeId: 'a', parts: [{ what: 'tag_added', text: '沉默' }], refusal: null },
  { changeId: 'b', parts: [{ what: 'remark', text: '黄姐 全屋软水' }], refusal: 'not_accepted' },
];

export const editStates: State[] = [
  edits('tags', openTags),
  edits('tags-sought', async (card) => {
    await openTags(card);
    await card.getByTestId('tag-sought').fill('jing');
  }),
  edits('remark', openRemark),
  edits('remark-flaws', async (card) => {
    await openRemark(card);
    await card.getByTestId('edit-field-remark').fill('');
    await card.getByTestId('edit-phone-0').fill('一三九');
  }),
  {
    name: 'edits-on-the-way-and-refused',
    arrange: async (scene) => {
      await cardSays(scene.page, huang, { wecomChanges: changes });
      await openCard(scene, huang);
      await expect(scene.client.card.getByTestId('change-refused')).toBeVisible();
      await expect(scene.client.card.getByTestId('change-pending')).toBeVisible();
    },
  },
  {
    name: 'edits-unsent',
    arrange: async (scene) => {
      const { card } = scene.client;
      await openCard(scene, huang);
      await scene.page.route('**/api/customers/*/remark', (route) => route.abort('internetdisconnected'));
      await card.getByTestId('edit-remark').click();
      await card.getByTestId('edit-field-description').fill('软水机装在设备阳台，十二月再联系。');
      await card.getByTestId('save-remark').click();
      await expect(card.getByTestId('change-unsent')).toContainText('会自动重试');
    },
  },
];
