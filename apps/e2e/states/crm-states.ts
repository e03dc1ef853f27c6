import { expect, type Locator } from '@playwright/test';
import { crmAnswers, crms, crmSays, revealed, searched, type CrmRequest } from '../support/company-crm.js';
import { openCard } from './card-states.js';
import type { State } from './state.js';

const lin = 'wmLinXiaoyu';

/** The CRM's part of a card, and what is then done with it. */
function crmState(
  name: string,
  crm: object,
  what: (card: Locator) => Promise<void> = async () => {},
  answer: [to: CrmRequest, status: number, json: object] | null = null,
): State {
  return {
    name: `crm-${name}`,
    arrange: async (scene) => {
      if (answer) await crmAnswers(scene.page, ...answer);
      await crmSays(scene.page, lin, crm);
      await openCard(scene);
      await what(scene.client.card);
    },
  };
}

const look = (testid: string) => (card: Locator) =>
  card.getByTestId(testid).evaluate((section) => section.scrollIntoView());
const search = (text: string, outcome: string) => async (card: Locator) => {
  await card.getByTestId('crm-search').fill(text);
  await expect(card.getByTestId('crm-search-outcome')).toContainText(outcome);
};
const stranger = { ...crms.suggested, suggestions: [], canCreate: true };

export const crmStates: State[] = [
  crmState('found', crms.found),
  crmState(
    'revealed',
    crms.found,
    async (card) => {
      await card.getByTestId('reveal-phone').click();
      await expect(card.getByTestId('crm-field-phone').getByRole('link')).toBeVisible();
    },
    ['reveal', 200, revealed],
  ),
  crmState('lists', crms.found, look('crm-section-home')),
  crmState('linked', crms.linked, look('crm-unlink')),
  crmState('unlinking', crms.linked, async (card) => {
    await card.getByTestId('crm-unlink-begin').click();
    await look('crm-unlink')(card);
  }),
  crmState('several', crms.several),
  crmState(
    'several-gone',
    crms.several,
    async (card) => {
      await card.getByTestId('candidate').first().click();
      await expect(card.getByTestId('crm-problem')).toBeVisible();
    },
    ['link', 404, { code: 'CRM_RECORD_NOT_FOUND', message: '', requestId: 'r' }],
  ),
  crmState('suggested', crms.suggested),
  crmState('searched', crms.suggested, search('林小雨', '找到'), ['search?**', 200, searched]),
  crmState('none', stranger),
  crmState('nothing-found', stranger, search('林小鱼', '没有找到'), ['search?**', 200, { candidates: [] }]),
  crmState('unavailable', crms.unavailable),
];
