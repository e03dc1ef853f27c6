import type { AppScope } from '@sidecard/contracts';

/** Whose token and whose visible range a call uses: one app of one corp. */
export type WecomApp = AppScope;
