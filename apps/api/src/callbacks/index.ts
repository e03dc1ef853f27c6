export { CallbacksModule } from './callbacks.module.js';
export { callbackQueue, CallbackEventRow } from './callback-event.entity.js';
export { callbackHoldings } from './holdings.js';
