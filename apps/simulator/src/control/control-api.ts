import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { everythingSecret } from '../platform/everything-secret.js';
import type { Platform } from '../platform/platform.js';
import { limitSettingsSchema } from '../platform/limits.js';
import { mountCallbacksControl } from './callbacks-control.js';
import { mountConsoleControl } from './console-control.js';
import { mountWorldControl } from './world-control.js';

const faultSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('killToken'),
    corpId: z.string(),
    agentId: z.int(),
    errcode: z.union([z.literal(40014), z.literal(42001)]),
  }),
  z.object({ kind: z.literal('killTicket'), corpId: z.string(), agentId: z.int().optional() }),
  z.object({
    kind: z.literal('nextCalls'),
    path: z.string(),
    times: z.int().min(1).default(1),
    fault: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('errcode'), errcode: z.int() }),
      z.object({ kind: z.literal('http'), status: z.int(), body: z.string() }),
      z.object({ kind: z.literal('delay'), ms: z.int() }),
      z.object({ kind: z.literal('hang') }),
    ]),
  }),
  z.object({
    kind: z.literal('bridge'),
    fault: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('silent'), name: z.string() }),
      z.object({
        kind: z.literal('result'),
        name: z.string(),
        result: z.string(),
        after: z.int().min(0).default(0),
      }),
      z.object({ kind: z.literal('none'), name: z.string() }),
    ]),
  }),
  z.object({
    kind: z.literal('tokenLifetime'),
    seconds: z.number().positive(),
    said: z.unknown().optional(),
  }),
  z.object({
    kind: z.literal('duplicateCallbacks'),
    times: z.int().min(1).max(100),
    as: z.enum(['fresh', 'identical']).default('fresh'),
  }),
  z.object({ kind: z.literal('holdCallbacks') }),
  z.object({ kind: z.literal('releaseCallbacks'), order: z.enum(['kept', 'shuffled']).default('kept') }),
  z.object({ kind: z.literal('clear') }),
]);

const limitsSchema = z.object({ on: limitSettingsSchema.nullable() });

/** Switches faults on and counts calls, for tests in other processes, for the client page and for curl. */
export function mountControlApi(server: FastifyInstance, platform: Platform): void {
  server.post('/control/faults', (request, reply) => {
    const parsed = faultSchema.safeParse(request.body);
    if (!parsed.success) return reply.status(400).send(parsed.error.issues);
    const wish = parsed.data;
    switch (wish.kind) {
      case 'killToken':
        platform.faults.killToken(wish.corpId, wish.agentId, wish.errcode);
        break;
      case 'killTicket':
        platform.faults.killTicket({
          corpId: wish.corpId,
          ...(wish.agentId === undefined ? {} : { agentId: wish.agentId }),
        });
        break;
      case 'nextCalls':
        platform.faults.nextCalls(wish.path, wish.fault, wish.times);
        break;
      case 'bridge':
        platform.faults.bridge(wish.fault);
        break;
      case 'tokenLifetime':
        platform.faults.tokenLifetime({ seconds: wish.seconds, said: wish.said });
        break;
      case 'duplicateCallbacks':
        platform.faults.duplicateCallbacks({ times: wish.times, as: wish.as });
        break;
      case 'holdCallbacks':
        platform.faults.holdCallbacks();
        break;
      case 'releaseCallbacks':
        platform.faults.releaseCallbacks(wish.order);
        break;
      case 'clear':
        platform.faults.clear();
        break;
    }
    return reply.status(204).send();
  });

  server.get('/control/secrets', () => everythingSecret(platform));
  server.get('/control/calls', () => platform.calls.calls);

  server.get('/control/limits', () => ({
    settings: platform.limits.current(),
    provoked: platform.limits.provoked,
  }));
  server.post('/control/limits', (request, reply) => {
    const wish = limitsSchema.safeParse(request.body);
    if (!wish.success) return reply.status(400).send(wish.error.issues);
    if (wish.data.on) platform.limits.switchOn(wish.data.on);
    else platform.limits.switchOff();
    return reply.status(204).send();
  });

  mountConsoleControl(server, platform);
  mountCallbacksControl(server, platform);
  mountWorldControl(server, platform);
}
