import { Injectable } from '@nestjs/common';
import { shareDone, SyncService } from '../sync/index.js';

/** How it stands with the sync of one app. Times are ISO 8601. */
export interface SyncHealth {
  corpId: string;
  agentId: number;
  /** `never` before the first. */
  phase: string;
  /** From 0 to 1. */
  share: number;
  counts: object;
  startedAt: string | null;
  finishedAt: string | null;
  nextAt: string | null;
  lastError: string | null;
}

@Injectable()
export class SyncHealthService {
  constructor(private readonly sync: SyncService) {}

  async all(): Promise<SyncHealth[]> {
    return Promise.all(
      this.sync.apps().map(async (app) => {
        const found = await this.sync.stateOf(app);
        if (!found) return { ...app, ...NEVER };
        const { state, progress } = found;
        return {
          ...app,
          phase: progress.phase,
          share: shareDone(progress),
          counts: progress.counts,
          startedAt: iso(state.startedAt),
          finishedAt: iso(state.finishedAt),
          nextAt: iso(state.nextAt),
          lastError: state.lastError,
        };
      }),
    );
  }
}

const NEVER = {
  phase: 'never',
  share: 0,
  counts: {},
  startedAt: null,
  finishedAt: null,
  nextAt: null,
  lastError: null,
};

function iso(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
