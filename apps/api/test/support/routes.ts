import type { System } from './system.js';

/** Every route of the app, read from its router: `GET /api/bootstrap`. HEAD comes with GET and is left out. */
export function routesOf({ app }: Pick<System, 'app'>): string[] {
  const fastify = app.getHttpAdapter().getInstance();
  const path: string[] = [];
  const routes: string[] = [];
  for (const line of fastify.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent = '', name = '', methods = ''] = /^([│ ├└─]*)(\/\S*) \(([^)]*)\)$/u.exec(line) ?? [];
    if (!name) continue;
    path.length = Math.max(0, indent.length / 4 - 1);
    path.push(name);
    for (const method of methods.split(', '))
      if (method !== 'HEAD') routes.push(`${method} ${path.join('')}`);
  }
  return routes.toSorted();
}
