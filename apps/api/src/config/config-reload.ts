import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import { Gauge, type Registry } from 'prom-client';
import { CLOCK, type Clock } from '../platform/clock.js';
import { SetupError } from '../platform/errors/setup-error.js';
import { LOGGER, type Logger } from '../platform/logger.js';
import { METRICS } from '../platform/metrics.js';
import { APP_CONFIG, type AppConfig } from './app-config.js';
import { Corps } from './corps.js';

/** Which set-up is in use. Times are ms since 1970. */
interface Loaded {
  loadedAt: number;
  /** What is wrong with a later one, which is not in use: a line for each flaw, and never a secret. */
  refused: { at: number; flaws: readonly string[] } | null;
}

const NEEDS_RESTART =
  'something else than the YAML has changed (MYSQL_URL_FILE, REDIS_URL_FILE or OPS_TOKEN_FILE): that needs a restart';

/** Takes over corps and apps that are declared anew. A set-up with flaws changes nothing. */
@Injectable()
export class ConfigReload {
  private loaded: Loaded;
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    private readonly corps: Corps,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(METRICS) registry: Registry,
  ) {
    this.loaded = { loadedAt: clock.now(), refused: null };
    const refused: Gauge = new Gauge({
      name: 'sidecard_config_refused',
      help: '1 while the YAML has flaws and the set-up before it is in use; /health/config says which',
      registers: [registry],
      collect: () => refused.set(this.loaded.refused ? 1 : 0),
    });
  }

  get state(): Loaded {
    return this.loaded;
  }

  /** One after the other; comes back when it is in use, or refused. @param load @throws SetupError for flaws */
  reload(load: () => AppConfig): Promise<void> {
    this.running = this.running.then(() => this.takeOver(load));
    return this.running;
  }

  private async takeOver(load: () => AppConfig): Promise<void> {
    try {
      const { corps, ...others } = load();
      const { corps: _before, ...current } = this.config;
      if (!isDeepStrictEqual(others, current)) throw new SetupError([NEEDS_RESTART]);
      await this.corps.replace(corps);
      this.loaded = { loadedAt: this.clock.now(), refused: null };
      this.logger.info({ corpIds: corps.map(({ corpId }) => corpId) }, 'the set-up was read anew');
    } catch (error) {
      const flaws = error instanceof SetupError ? error.flaws : ['unexpected, see the log'];
      this.loaded = { ...this.loaded, refused: { at: this.clock.now(), flaws } };
      const said = error instanceof SetupError ? { flaws } : { err: error };
      this.logger.error(said, 'the set-up is refused; the one before stays in use');
    }
  }
}
