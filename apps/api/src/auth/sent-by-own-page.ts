import type { FastifyRequest } from 'fastify';
import { AppError } from '../platform/errors/app-error.js';

/**
 * The second wall against other sites; the first is the mark, in a header that no other site can set. Browsers state the
 * origin with every write, and newer ones with every request where it comes from.
 * @throws AppError ORIGIN_NOT_OURS
 */
export function assertSentByOwnPage({ method, headers }: FastifyRequest, ownOrigin: string): void {
  const isWrite = method !== 'GET' && method !== 'HEAD';
  const { origin, 'sec-fetch-site': site = 'same-origin' } = headers;
  const fromElsewhere = origin !== undefined && origin !== ownOrigin;
  if (fromElsewhere || site !== 'same-origin' || (isWrite && origin === undefined)) {
    throw new AppError('ORIGIN_NOT_OURS', 'the request was not sent by our own page');
  }
}
