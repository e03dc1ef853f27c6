import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { Failure } from './failure.js';

/** Refuses to begin when a port is taken, before anything has been built or started. */
export async function assertPortsFree(ports: number[], advice: string): Promise<void> {
  for (const port of ports) {
    if (!(await isFree(port))) throw new Failure(`Port ${port} is taken. ${advice}`);
  }
}

/** The first of `count` free ports in a row, below those that systems hand out for connections. */
export async function freePorts(count: number): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const first = randomInt(20_000, 32_000);
    const row = Array.from({ length: count }, (_, index) => first + index);
    const free = await Promise.all(row.map(isFree));
    if (free.every(Boolean)) return first;
  }
  throw new Failure(`There are no ${count} free ports in a row.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
