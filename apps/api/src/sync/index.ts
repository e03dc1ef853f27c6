export { shareDone, type SyncProgress } from './sync-progress.js';
export { SyncModule } from './sync.module.js';
export { SyncService } from './sync.service.js';
