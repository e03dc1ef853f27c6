export { CallbacksModule } from './callbacks.module.js';
export { CallbackEventRow } from './callback-event.entity.js';
export { countEvents, deadEvents, replayDead, type StateCount, type WhichEvents } from './inspect-inbox.js';
