import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

/** As many as the API's process has. */
const CONNECTIONS = 10;

/** bare.ts, in a process of its own like what it stands beside. */
export class BareProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly origin: string,
  ) {}

  static async start(databaseUrl: string, statements: string[]): Promise<BareProcess> {
    const child = fork(fileURLToPath(new URL('bare.ts', import.meta.url)), {
      env: {
        ...process.env,
        DATABASE_URL: databaseUrl,
        STATEMENTS: JSON.stringify(statements),
        CONNECTIONS: String(CONNECTIONS),
        NODE_ENV: 'production',
      },
    });
    const [origin]: unknown[] = await once(child, 'message');
    return new BareProcess(child, z.string().parse(origin));
  }

  async stop(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.kill();
    await gone;
  }
}
