import type { FastifyReply, FastifyRequest } from 'fastify';
import { Histogram, type Registry } from 'prom-client';

/** @returns what to call with every answer. Labels are methods and patterns of routes: never whom a request is about. */
export function measureRequests(registry: Registry): (request: FastifyRequest, reply: FastifyReply) => void {
  const seconds = new Histogram({
    name: 'sidecard_request_seconds',
    help: 'How long answers took, by route and by the first digit of their status; those of …/live stay open',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  });
  return ({ method, routeOptions }, { statusCode, elapsedTime }) => {
    // Methods that no route has are anybody's words.
    const labels = routeOptions.url ? { method, route: routeOptions.url } : { method: 'any', route: 'none' };
    seconds.observe({ ...labels, status: `${Math.floor(statusCode / 100)}xx` }, elapsedTime / 1_000);
  };
}
