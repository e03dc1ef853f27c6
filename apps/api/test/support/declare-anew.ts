import type { AppConfig } from '../../src/config/app-config.js';
import { ConfigReload } from '../../src/config/config-reload.js';
import type { System } from './system.js';

/** What the running API is told when its YAML says something else. @param change of a copy; it may throw, as loading does */
export async function declareAnew(
  { app, config }: System,
  change: (config: AppConfig) => void,
): Promise<void> {
  await app.get(ConfigReload, { strict: false }).reload(() => {
    const corps = config.corps.map((corp) => ({ ...corp, apps: corp.apps.map((one) => ({ ...one })) }));
    const next = { ...config, corps };
    change(next);
    return next;
  });
}
