/**
 * What the first view of a card does without, in one file: it comes once the first card is shown, and is then there for
 * whatever happens, also for the loss of the network.
 */
import './keep-focus';

export { default as CardEdits } from './features/wecom-changes/CardEdits.vue';
export { default as CardRest } from './features/customer/CardRest.vue';
export { default as WithoutRecord } from './features/crm/matching/WithoutRecord.vue';
export { default as ProblemScreen } from './features/problem/ProblemScreen.vue';
export { default as UnlinkRecord } from './features/crm/matching/UnlinkRecord.vue';
