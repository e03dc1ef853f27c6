import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import * as z from 'zod';

/** A handler without a framework around it, in a process of its own like what it stands beside. */
export class BareProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly origin: string,
  ) {}

  /** @param program tells its origin as soon as it listens */
  static async start(program: URL, env: Record<string, string>): Promise<BareProcess> {
    const child = fork(program, { env: { ...process.env, ...env, NODE_ENV: 'production' } });
    const [origin]: unknown[] = await once(child, 'message');
    return new BareProcess(child, z.string().parse(origin));
  }

  async stop(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.kill();
    await gone;
  }
}
