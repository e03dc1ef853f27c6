import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LOGGER, type Logger } from '../logger.js';
import { requestContext } from '../request-context.js';
import type { AppError } from './app-error.js';
import { sendError, toAppError } from './error-answer.js';

/** Everything that is thrown leaves here. Unexpected things are logged in full and leak nothing. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const error = toAppError(thrown);
    this.log(error, thrown);
    sendError(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  protected log(error: AppError, thrown: unknown): void {
    Object.assign(requestContext.getStore() ?? {}, { code: error.code });
    if (error.code === 'UNEXPECTED') this.logger.error({ err: thrown }, 'unexpected failure');
    else if (error.status >= 500) this.logger.warn({ details: error.details }, error.message);
  }
}
