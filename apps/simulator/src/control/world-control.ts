import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { nowInSeconds } from '../clock.js';
import { happen, happeningSchema } from '../happenings/happen.js';
import type { Platform } from '../platform/platform.js';
import { growthSchema, growWorld } from '../world/grow-world.js';
import { worldFacts } from '../world/world-facts.js';
import { getApp, getCorp } from '../world/world.js';

const growingSchema = growthSchema.extend({ corpId: z.string() });

/** Lets things happen, makes the world larger, and tells what an app may know of it. */
export function mountWorldControl(server: FastifyInstance, platform: Platform): void {
  server.post('/control/happenings', (request, reply) => {
    const happening = happeningSchema.safeParse(request.body);
    if (!happening.success) return reply.status(400).send(happening.error.issues);
    return { id: happen(platform, happening.data) };
  });

  server.post('/control/growth', (request, reply) => {
    const growth = growingSchema.safeParse(request.body);
    if (!growth.success) return reply.status(400).send(growth.error.issues);
    const corp = getCorp(platform.world, growth.data.corpId);
    growWorld(corp, growth.data, nowInSeconds(platform.clock));
    return {
      members: corp.members.length,
      customers: corp.customers.size,
      groupChats: corp.groupChats.length,
    };
  });

  server.get<{ Params: { corpId: string; agentId: string } }>(
    '/control/facts/:corpId/:agentId',
    ({ params }) => {
      const corp = getCorp(platform.world, params.corpId);
      return worldFacts(corp, getApp(corp, Number(params.agentId)));
    },
  );
}
