import { expect } from '@playwright/test';
import { openCard } from './card-states.js';
import type { State } from './state.js';

/** Text that is only on the screen. */
const TYPED = '家博会看过样机，婆婆满意，等周末量尺寸。';

/** One of the member's own notes of the demo, with what is then done about it. */
function ownNote(what: 'editing' | 'removing', button: '修改' | '删除', shown: string): State {
  return {
    name: `follow-up-${what}`,
    arrange: async (scene) => {
      const followUps = scene.client.card.getByTestId('follow-ups');
      await openCard(scene);
      await followUps.getByText(button, { exact: true }).first().click();
      await expect(followUps.getByTestId(shown)).toBeVisible();
      await followUps.evaluate((section) => section.scrollIntoView());
    },
  };
}

export const followUpStates: State[] = [
  {
    name: 'follow-up-writing',
    arrange: async (scene) => {
      const { card, note } = scene.client;
      await openCard(scene);
      await note.fill(TYPED);
      await card.getByRole('button', { name: '3天后' }).click();
      await card.getByTestId('note-stage').selectOption('proposal');
      await card.getByTestId('follow-ups').evaluate((section) => section.scrollIntoView());
    },
  },
  ownNote('editing', '修改', 'edited-note'),
  ownNote('removing', '删除', 'remove-sure'),
  { name: 'card-overdue', arrange: (scene) => openCard(scene, 'wmXuJing') },
  { name: 'card-quiet', arrange: (scene) => openCard(scene, 'wmQianFeng') },
  {
    name: 'timeline-filtered',
    arrange: async (scene) => {
      const { card } = scene.client;
      await openCard(scene);
      await card.getByTestId('open-timeline').click();
      await expect(card.getByTestId('timeline-entries')).toContainText('订单');
      await card.getByTestId('timeline-relation').click();
      await expect(card.getByTestId('timeline-entries').getByRole('listitem').first()).toContainText(
        '添加了客户',
      );
      await card.getByTestId('timeline').evaluate((section) => section.scrollIntoView());
    },
  },
  {
    name: 'timeline-nothing',
    arrange: async (scene) => {
      const { card } = scene.client;
      await openCard(scene);
      await card.getByTestId('open-timeline').click();
      await expect(card.getByTestId('timeline-entries')).toContainText('订单');
      await card.getByTestId('timeline-groups').click();
      await expect(card.getByTestId('timeline')).toContainText('这里还没有动态');
      await card.getByTestId('timeline').evaluate((section) => section.scrollIntoView());
    },
  },
  {
    name: 'my-day',
    arrange: async ({ client }) => {
      await client.open();
      await client.sidebar.getByTestId('page-day').click();
      await expect(client.sidebar.getByTestId('my-day-overdue')).toBeVisible();
    },
  },
];
