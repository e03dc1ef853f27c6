import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger } from 'pino';
import { requestContext } from './request-context.js';

/** Injection token of the pino `Logger`. */
export const LOGGER = Symbol('Logger');

export type { Logger } from 'pino';

/**
 * One JSON object a line, each with the request, corp and agent it belongs to. Nobody logs urls with queries, headers,
 * bodies or foreign error objects: they carry codes, tokens and phone numbers.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    mixin: () => ({ ...requestContext.getStore() }),
    serializers: { err: describeError },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Name, message and stack only: the own fields of foreign errors hold urls, headers and SQL parameters. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  return { type: error.name, message: error.message, stack: error.stack };
}

/** Lets the framework say what it has to say through the same logger. */
export function forNest(logger: Logger): LoggerService {
  const say =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (message: unknown, ...rest: unknown[]) => {
      logger[level]({ from: rest.at(-1) }, String(message));
    };
  return {
    log: say('debug'),
    debug: say('debug'),
    verbose: say('debug'),
    warn: say('warn'),
    error: say('error'),
  };
}
