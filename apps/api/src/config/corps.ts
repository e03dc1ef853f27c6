import { Inject, Injectable } from '@nestjs/common';
import type { AppScope } from '@sidecard/contracts';
import { AppError } from '../platform/errors/app-error.js';
import { APP_CONFIG, type AgentConfig, type AppConfig, type CorpConfig } from './app-config.js';

/**
 * Makes ready whatever is made of these corps, before they are declared. @returns what to do once they are, at once
 * @throws SetupError to refuse them
 */
type Preparation = (next: readonly CorpConfig[]) => Promise<() => void>;

/** The declared corps and apps, asked by id. They may be declared anew while we run. */
@Injectable()
export class Corps {
  private readonly preparations: Preparation[] = [];

  constructor(@Inject(APP_CONFIG) private readonly config: AppConfig) {}

  get all(): readonly CorpConfig[] {
    return this.config.corps;
  }

  find(corpId: string): CorpConfig | undefined {
    return this.config.corps.find((candidate) => candidate.corpId === corpId);
  }

  /** @throws AppError UNKNOWN_APP */
  get({ corpId, agentId }: AppScope): { corp: CorpConfig; app: AgentConfig } {
    const corp = this.find(corpId);
    const app = corp?.apps.find((candidate) => candidate.agentId === agentId);
    if (!corp || !app) throw new AppError('UNKNOWN_APP', `no app ${agentId} of corp ${corpId} is declared`);
    return { corp, app };
  }

  /** For what is made of corps and kept. */
  beforeReplacing(prepare: Preparation): void {
    this.preparations.push(prepare);
  }

  /** All of them at once, or nothing. @throws SetupError */
  async replace(next: CorpConfig[]): Promise<void> {
    const finish = await Promise.all(this.preparations.map((prepare) => prepare(next)));
    this.config.corps = next;
    for (const done of finish) done();
  }
}
