import { expect } from '@playwright/test';
import { plights, screenOf } from '../support/plights.js';
import { browserStates } from './browser-states.js';
import { cardStates } from './card-states.js';
import { crmStates } from './crm-states.js';
import { editStates } from './edit-states.js';
import { findStates } from './find-states.js';
import { followUpStates } from './follow-up-states.js';
import { groupStates } from './group-states.js';
import { scriptStates } from './script-states.js';
import type { State } from './state.js';

const explained = plights.map((plight): State => ({
  ...plight,
  name: `explained-${plight.code}`,
  arrange: async (scene) => {
    await plight.arrange(scene);
    await expect(screenOf(plight, scene)).toHaveAttribute('data-code', plight.code);
  },
}));

/** Every panel, however it can look: a new one is a row in one of these. */
export const panelStates: State[] = [
  ...cardStates,
  ...followUpStates,
  ...editStates,
  ...crmStates,
  ...groupStates,
  ...findStates,
  ...scriptStates,
  ...browserStates,
];

export const allStates: State[] = [...panelStates, ...explained];
