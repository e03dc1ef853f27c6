import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Registry } from 'prom-client';
import type * as CacheModuleFile from '../../src/cache/cache.module.js';
import type { AppConfig } from '../../src/config/app-config.js';
import type * as ConfigModuleFile from '../../src/config/config.module.js';
import type * as LoggerFile from '../../src/platform/logger.js';
import type * as MetricsFile from '../../src/platform/metrics.js';
import type * as PlatformModuleFile from '../../src/platform/platform.module.js';
import type * as EngineFile from '../../src/wecom/credentials/credential-engine.js';
import type * as WecomFile from '../../src/wecom/index.js';
import type { Ending, Order, Report } from './messages.js';

/** One process of a deployment: the compiled WecomModule and what it stands on, doing what the fleet says. */
const dist = new URL('../../dist/', import.meta.url).href;
const { CacheModule }: typeof CacheModuleFile = await import(`${dist}cache/cache.module.js`);
const { ConfigModule }: typeof ConfigModuleFile = await import(`${dist}config/config.module.js`);
const { createLogger }: typeof LoggerFile = await import(`${dist}platform/logger.js`);
const { METRICS }: typeof MetricsFile = await import(`${dist}platform/metrics.js`);
const { PlatformModule }: typeof PlatformModuleFile = await import(`${dist}platform/platform.module.js`);
const { CredentialEngine }: typeof EngineFile = await import(`${dist}wecom/credentials/credential-engine.js`);
const { WecomError, WecomExternalContacts, WecomJssdk, WecomMembers, WecomModule }: typeof WecomFile =
  await import(`${dist}wecom/index.js`);

let context: INestApplicationContext | undefined;
let standsAt: number | null = null;
const clock = { now: () => standsAt ?? Date.now() };

async function open(config: AppConfig): Promise<INestApplicationContext> {
  await context?.close();
  const imports = [
    ConfigModule.forRoot(config),
    PlatformModule.forRoot(clock, createLogger(config.logLevel)),
    CacheModule,
    WecomModule,
  ];
  return NestFactory.createApplicationContext({ module: class Worker {}, imports }, { logger: false });
}

async function obey(order: Order): Promise<Report> {
  if (order.kind === 'open') {
    context = await open(order.config);
    return {};
  }
  if (order.kind === 'clock') {
    standsAt = order.at;
    return {};
  }
  if (!context) throw new Error('not open yet');
  switch (order.kind) {
    case 'calls': {
      const members = context.get(WecomMembers);
      const call = () => members.get(order.app, order.userId);
      return { endings: await Promise.all(Array.from({ length: order.count }, () => endingOf(call))) };
    }
    case 'contact': {
      const contacts = context.get(WecomExternalContacts);
      const call = async () => (await contacts.get(order.app, order.externalUserId)).contact;
      return { endings: [await endingOf(call)] };
    }
    case 'sign':
      return { signatures: await context.get(WecomJssdk).sign(order.app, order.url) };
    case 'look': {
      const states = context.get(CredentialEngine, { strict: false }).states();
      const metrics = await context.get<Registry>(METRICS).metrics();
      return { seen: `${JSON.stringify(states)}\n${metrics}` };
    }
  }
}

async function endingOf(call: () => Promise<{ name: string }>): Promise<Ending> {
  try {
    return { answered: true, name: (await call()).name };
  } catch (error) {
    if (!(error instanceof WecomError)) throw error;
    return { answered: false, outcome: error.outcome, errcode: error.errcode };
  }
}

process.on('message', ({ id, order }: { id: number; order: Order }) => {
  obey(order).then(
    (report) => process.send?.({ id, report }),
    (error: unknown) => process.send?.({ id, failure: String(Object(error).stack) }),
  );
});
process.on('disconnect', () => process.exit(0));
process.send?.({ id: 0, report: {} });
