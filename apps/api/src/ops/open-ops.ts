import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AppConfig } from '../config/app-config.js';
import { forNest, LOGGER, type Logger } from '../platform/logger.js';
import { requestIdOf } from '../platform/request-id.js';
import { OpsModule } from './ops.module.js';

/**
 * What ops see of a process, on a port of its own that no web server leads to. The API closes it, after the last moment
 * in which that answers itself.
 * @param api one that does not listen yet
 */
export async function openOps(
  api: NestFastifyApplication,
  { host, port }: NonNullable<AppConfig['ops']>,
): Promise<NestFastifyApplication> {
  const ops = await NestFactory.create<NestFastifyApplication>(
    OpsModule.besides(api),
    new FastifyAdapter({ genReqId: requestIdOf }),
    { logger: false, abortOnError: false, bodyParser: false },
  );
  ops.useLogger(forNest(api.get<Logger>(LOGGER)));
  const fastify = api.getHttpAdapter().getInstance();
  fastify.addHook('onClose', () => ops.close());
  await ops.listen(port, host);
  return ops;
}
