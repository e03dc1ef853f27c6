import type { FastifyInstance } from 'fastify';
import type { Logger } from '../platform/logger.js';

/**
 * Says, once, that `X-Forwarded-For` came from somebody who is no trusted proxy. That is a web server which is missing in
 * `TRUSTED_PROXIES`, and then everybody behind it counts as one address; or somebody who makes addresses up, and could
 * fill the log with them.
 */
export function warnOfUntrustedProxy(fastify: FastifyInstance, logger: Logger): void {
  let isSaid = false;
  fastify.addHook('onRequest', ({ headers, ips }, _reply, done) => {
    // Nobody before the one who has sent it is believed: then there is only the one.
    if (!isSaid && headers['x-forwarded-for'] !== undefined && ips?.length === 1) {
      isSaid = true;
      logger.warn(
        'X-Forwarded-For does not come from one of TRUSTED_PROXIES and is ignored; if a web server of yours sends it, add its address. Not said again',
      );
    }
    done();
  });
}
