import type { System } from './system.js';
import type { WebView } from './web-view.js';

/** What `scope.spec.ts` tries its routes on: two members of two corps who share every id there is. */
export interface TwoCorps {
  system: System;
  atSpruce: WebView;
  atBegonia: WebView;
  /**
   * There is one of this id in both corps, each with a profile whose level and a follow-up `same-id` whose note says which corp
   * it is of.
   */
  customer: string;
}
