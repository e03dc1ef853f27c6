import { Inject, Injectable } from '@nestjs/common';
import type { AppScope } from '@sidecard/contracts';
import { AppError } from '../platform/errors/app-error.js';
import { APP_CONFIG, type AgentConfig, type AppConfig, type CorpConfig } from './app-config.js';

/** The declared corps and apps, asked by id. */
@Injectable()
export class Corps {
  constructor(@Inject(APP_CONFIG) private readonly config: AppConfig) {}

  get all(): readonly CorpConfig[] {
    return this.config.corps;
  }

  /** @throws AppError UNKNOWN_APP */
  get({ corpId, agentId }: AppScope): { corp: CorpConfig; app: AgentConfig } {
    const corp = this.config.corps.find((candidate) => candidate.corpId === corpId);
    const app = corp?.apps.find((candidate) => candidate.agentId === agentId);
    if (!corp || !app) throw new AppError('UNKNOWN_APP', `no app ${agentId} of corp ${corpId} is declared`);
    return { corp, app };
  }
}
