import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';

const lineSchema = z.object({ msg: z.string(), url: z.string().optional() });

/** One compiled API, which is killed and started again at will. */
export class ApiProcess {
  /** 0 while nobody listens. */
  port = 0;
  kills = 0;
  private child: ChildProcess | null = null;

  constructor(
    private readonly program: string,
    private readonly env: NodeJS.ProcessEnv,
    /** The file that it prints to: there is a line for each request, and reading them would cost what is measured. */
    private readonly log: string,
  ) {}

  async start(): Promise<void> {
    const file = openSync(this.log, 'a');
    const { size } = fstatSync(file);
    const child = spawn('node', [this.program], { env: this.env, stdio: ['ignore', file, 'inherit'] });
    closeSync(file);
    this.child = child;
    for (;;) {
      const url = this.lines(size).find((line) => line.url)?.url;
      if (url) {
        this.port = Number(new URL(url).port);
        return;
      }
      const left = child.exitCode ?? child.signalCode;
      if (left !== null) throw new Error(`the API has left with ${left}`);
      await setTimeout(20);
    }
  }

  /** What it has logged as errors, and how often. */
  errors(): Map<string, number> {
    const errors = new Map<string, number>();
    for (const { msg } of this.lines(0, '"level":50')) errors.set(msg, (errors.get(msg) ?? 0) + 1);
    return errors;
  }

  /** Resident memory, in bytes, of what runs now. */
  memory(): number {
    return (
      Number(execFileSync('ps', ['-o', 'rss=', '-p', String(this.child?.pid)], { encoding: 'utf8' })) * 1024
    );
  }

  /** Without a chance to clean up. */
  async kill(): Promise<void> {
    this.port = 0;
    this.kills += 1;
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** @param from bytes that were there already */
  private lines(from: number, containing = '') {
    const file = openSync(this.log, 'r');
    const bytes = Buffer.alloc(fstatSync(file).size - from);
    readSync(file, bytes, 0, bytes.length, from);
    closeSync(file);
    return bytes
      .toString()
      .split('\n')
      .slice(0, -1)
      .filter((line) => line.includes(containing))
      .map((line) => lineSchema.parse(JSON.parse(line)));
  }
}
