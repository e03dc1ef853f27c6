import type { AppScope } from '@sidecard/contracts';
import type { AppConfig } from '../config/app-config.js';
import { SetupError } from '../platform/errors/setup-error.js';

/**
 * The apps a command is about: one of a corp, or all of it.
 * @param agentId undefined for all
 * @throws SetupError when nothing of that name is declared
 */
export function declaredApps({ corps }: AppConfig, corpId: string, agentId: number | undefined): AppScope[] {
  const corp = corps.find((candidate) => candidate.corpId === corpId);
  if (!corp) throw new SetupError([`no corp ${corpId} is declared`]);
  const apps = corp.apps.filter((app) => agentId === undefined || app.agentId === agentId);
  if (apps.length === 0) throw new SetupError([`no app ${agentId} of ${corpId} is declared`]);
  return apps.map((app) => ({ corpId, agentId: app.agentId }));
}
