import { expect } from '@playwright/test';
import { cardSays } from '../support/company-crm.js';
import type { Scene } from '../support/plights.js';
import type { State } from './state.js';

const lin = 'wmLinXiaoyu';

/** The card of one of the first member's customers, with the focus in it: the first press would ask whose chat it is. */
export async function openCard({ client, page }: Scene, externalUserId = lin): Promise<void> {
  await client.open();
  if (externalUserId !== lin) await client.chooseChat(externalUserId);
  await client.showsCardOf(externalUserId);
  await expect(client.card.getByTestId('timeline')).toBeVisible();
  await page.getByTestId('scheme').focus();
  await client.bringFocusTo(externalUserId);
  await client.note.blur();
  await client.showsPictures();
  await client.sidebarFrame().evaluate(() => scrollTo(0, 0));
}

const cardOf =
  (externalUserId: string): State['arrange'] =>
  (scene) =>
    openCard(scene, externalUserId);

export const cardStates: State[] = [
  { name: 'card', arrange: cardOf(lin) },
  { name: 'card-colleagues', arrange: cardOf('wmCaoRui') },
  { name: 'card-company', arrange: cardOf('woChenYu') },
  { name: 'card-long', arrange: cardOf('wmLongName') },
  { name: 'card-empty', arrange: cardOf('wmZhouMing') },
  {
    name: 'card-customer-left',
    arrange: async (scene) => {
      const relation = { userId: 'ZhangWei', externalUserId: 'wmHuangLi' };
      await openCard(scene, relation.externalUserId);
      await scene.faults.happen(
        { kind: 'customerDeletesMember', ...relation },
        { kind: 'customerAddsMember', ...relation },
      );
      await expect(scene.client.card.getByTestId('customer-left')).toBeVisible();
    },
  },
  {
    name: 'card-of-a-colleague',
    arrange: async ({ client, faults }) => {
      await client.open();
      await client.chooseMember('WangQiang');
      await client.showsCardOf('woChenYu');
      await faults.moveChat(await client.webViewId(), lin);
      await client.reload();
      await client.showsCardOf(lin);
      await expect(client.card.getByTestId('through-colleague')).toBeVisible();
    },
  },
  {
    name: 'card-unconfirmed',
    arrange: async (scene) => {
      const confirmedAt = new Date(Date.now() - 3 * 3_600_000).toISOString();
      await cardSays(scene.page, lin, { upToDate: false, confirmedAt });
      await openCard(scene);
    },
  },
  {
    name: 'loading',
    arrange: async ({ client, page }) => {
      await page.route('**/api/customers/**', () => {});
      await client.open();
      await expect(client.sidebar.getByTestId('card-skeleton')).toBeVisible();
    },
  },
  {
    name: 'phone-shown',
    arrange: async (scene) => {
      await openCard(scene, 'wmXuJing');
      await scene.client.card.getByTestId('reveal-phones').click();
      await expect(scene.client.card.getByRole('link', { name: /^1\d{10}$/ })).toBeVisible();
    },
  },
  {
    name: 'stage-not-changed',
    arrange: async (scene) => {
      await openCard(scene);
      await scene.page.route('**/stage', (route) => route.abort('internetdisconnected'));
      await scene.client.card.getByTestId('stage-field').selectOption({ index: 2 });
      await expect(scene.client.card.getByTestId('stage-problem')).toBeVisible();
    },
  },
  {
    name: 'note-typed',
    arrange: async (scene) => {
      await openCard(scene);
      await scene.client.note.fill('投标文件周三前发出，先把十二家门店的水质报告整理好。');
      await expect(scene.client.save).toBeVisible();
    },
  },
  {
    name: 'note-not-saved',
    arrange: async (scene) => {
      await openCard(scene);
      await scene.client.note.fill('投标文件周三前发出。');
      await scene.page.route('**/follow-ups', (route) => route.abort('internetdisconnected'));
      await scene.client.save.click();
      await expect(scene.client.card.getByTestId('note-problem')).toBeVisible();
    },
  },
  {
    name: 'note-unsaved-elsewhere',
    arrange: async (scene) => {
      const { client } = scene;
      await openCard(scene);
      await client.note.fill('投标文件周三前发出。');
      await client.chooseChat('wmHuangLi');
      await client.showsCardOf('wmHuangLi');
      await expect(client.card.getByTestId('unsaved-notes')).toBeVisible();
    },
  },
  {
    name: 'timeline',
    arrange: async (scene) => {
      const { card } = scene.client;
      await openCard(scene);
      await card.getByTestId('open-timeline').click();
      await expect(card.getByTestId('timeline-entries')).toContainText('订单');
      await card.getByTestId('timeline').evaluate((section) => section.scrollIntoView());
    },
  },
  {
    name: 'panels-arranging',
    arrange: async (scene) => {
      await openCard(scene);
      await scene.client.card.getByTestId('arrange').click();
    },
  },
];
