import { createServer } from 'node:net';
import { Failure } from './failure.js';

/** Refuses to begin when a port is taken, before anything has been built or started. */
export async function assertPortsFree(ports: number[], advice: string): Promise<void> {
  for (const port of ports) {
    if (!(await isFree(port))) throw new Failure(`Port ${port} is taken. ${advice}`);
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
