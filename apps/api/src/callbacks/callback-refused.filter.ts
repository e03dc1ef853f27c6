import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { LOGGER, type Logger } from '../platform/logger.js';
import { CallbackRefused } from '../wecom/index.js';
import { CallbackMetrics } from './callback-metrics.js';

/** Whatever was wrong with a request: the same empty 403. Why is for our own log, where the path names the app. */
@Catch(CallbackRefused)
export class CallbackRefusedFilter implements ExceptionFilter<CallbackRefused> {
  constructor(
    private readonly metrics: CallbackMetrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  catch({ reason }: CallbackRefused, host: ArgumentsHost): void {
    this.metrics.refused(reason);
    this.logger.info({ reason }, 'callback refused');
    void host.switchToHttp().getResponse<FastifyReply>().status(403).send();
  }
}
