export { LiveChanges } from './live-changes.js';
export { LiveModule } from './live.module.js';
