import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Platform } from '../platform/platform.js';
import { getApp, getCorp, getMember } from '../world/world.js';

const appSchema = z.strictObject({
  enabled: z.boolean().optional(),
  visibleTo: z.union([z.literal('everyone'), z.array(z.string())]).optional(),
  mayCallCustomerApis: z.boolean().optional(),
  trustedIps: z.array(z.string()).nullable().optional(),
  /** The first is the one for OAuth. */
  trustedDomains: z.array(z.string()).optional(),
});

const visitorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('member'), userId: z.string() }),
  z.object({
    kind: z.literal('outsider'),
    openId: z.string(),
    externalUserId: z.string().nullable().default(null),
  }),
]);

const memberSchema = z.strictObject({ customerContact: z.boolean().optional() });
/** What administrators change in their console, and who is logged in to a client. */
export function mountConsoleControl(server: FastifyInstance, platform: Platform): void {
  server.patch<{ Params: { corpId: string; agentId: string } }>(
    '/control/corps/:corpId/apps/:agentId',
    (request, reply) => {
      const wish = appSchema.parse(request.body);
      const corp = getCorp(platform.world, request.params.corpId);
      Object.assign(getApp(corp, Number(request.params.agentId)), wish);
      return reply.status(204).send();
    },
  );
  server.patch<{ Params: { corpId: string; userId: string } }>(
    '/control/corps/:corpId/members/:userId',
    (request, reply) => {
      const wish = memberSchema.parse(request.body);
      const corp = getCorp(platform.world, request.params.corpId);
      Object.assign(getMember(corp, request.params.userId), wish);
      return reply.status(204).send();
    },
  );

  /** Somebody else logs in to the client and its web views stay open, as no real client has been seen to do. */
  server.put<{ Params: { id: string } }>('/control/web-views/:id/visitor', (request, reply) => {
    const webView = platform.webViews.find(request.params.id);
    if (!webView) return reply.status(404).send();
    webView.visitor = visitorSchema.parse(request.body);
    return reply.status(204).send();
  });
}
