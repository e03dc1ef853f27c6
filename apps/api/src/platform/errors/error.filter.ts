import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequestLimits } from '../../limits/request-limits.js';
import { LOGGER, type Logger } from '../logger.js';
import { requestContext } from '../request-context.js';
import type { AppError } from './app-error.js';
import { sendError, toAppError } from './error-answer.js';

/** Everything that is thrown leaves here. Unexpected things are logged in full and leak nothing. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly limits: RequestLimits,
  ) {}

  async catch(thrown: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const error = await this.refusalOf(thrown, request);
    sendError(error, request, http.getResponse<FastifyReply>());
  }

  /**
   * What to answer, said to the log. Refused before it was counted are routes that don't exist, bodies that can't be read
   * and sessions that have ended: they count for the address.
   */
  protected async refusalOf(thrown: unknown, request: FastifyRequest): Promise<AppError> {
    let cause = thrown;
    try {
      await this.limits.spendOfAddress(request, 1);
    } catch (tooMany) {
      cause = tooMany;
    }
    const error = toAppError(cause);
    this.log(error, cause);
    return error;
  }

  private log(error: AppError, thrown: unknown): void {
    Object.assign(requestContext.getStore() ?? {}, { code: error.code });
    if (error.code === 'UNEXPECTED') this.logger.error({ err: thrown }, 'unexpected failure');
    else if (error.status >= 500) this.logger.warn({ details: error.details }, error.message);
  }
}
