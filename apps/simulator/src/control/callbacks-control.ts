import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { flawSchema } from '../callbacks/flaws.js';
import type { Platform } from '../platform/platform.js';
import { getApp, getCorp } from '../world/world.js';

const app = { corpId: z.string(), agentId: z.int() };

const wishSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('configure'),
    ...app,
    callback: z
      .object({
        url: z.url(),
        token: z.string().regex(/^[A-Za-z0-9]{1,32}$/),
        encodingAesKey: z.string().regex(/^[A-Za-z0-9]{43}$/),
      })
      .nullable(),
  }),
  z.object({ kind: z.literal('verifyUrl'), ...app }),
  z.object({ kind: z.literal('sendFlawed'), ...app, flaw: flawSchema }),
  z.object({
    kind: z.literal('manners'),
    attempts: z.int().min(0).optional(),
    repeatAfterRefusal: z.boolean().optional(),
    timeoutMs: z.int().min(1).optional(),
    verifyTimeoutMs: z.int().min(1).optional(),
    parallel: z.int().min(1).optional(),
  }),
]);

const LAST = 100;

/** Sets callbacks up as the admin console does, and shows what became of them. */
export function mountCallbacksControl(server: FastifyInstance, platform: Platform): void {
  const { callbacks } = platform;

  const report = () => ({
    manners: callbacks.manners,
    counts: callbacks.counts,
    ...callbacks.state(),
    deliveries: callbacks.deliveries.slice(-LAST),
  });
  server.get('/control/callbacks', report);
  server.get('/control/callbacks/settled', async () => {
    await callbacks.settled();
    return report();
  });

  server.post('/control/callbacks', (request, reply) => {
    const parsed = wishSchema.safeParse(request.body);
    if (!parsed.success) return reply.status(400).send(parsed.error.issues);
    const wish = parsed.data;
    switch (wish.kind) {
      case 'configure':
        getApp(getCorp(platform.world, wish.corpId), wish.agentId).callback = wish.callback;
        return reply.status(204).send();
      case 'verifyUrl':
        return callbacks.verifyUrl(wish.corpId, wish.agentId);
      case 'sendFlawed':
        return callbacks.sendFlawed(wish.corpId, wish.agentId, wish.flaw);
      case 'manners': {
        const { kind: _kind, ...manners } = wish;
        Object.assign(callbacks.manners, manners);
        return reply.status(204).send();
      }
    }
  });
}
