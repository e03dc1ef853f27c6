import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import * as z from 'zod';

const lineSchema = z.object({ msg: z.string(), url: z.string().optional() });

/** One compiled API, which is killed and started again at will. */
export class ApiProcess {
  /** 0 while nobody listens. */
  port = 0;
  kills = 0;
  /** What it has logged as errors, and how often. */
  readonly errors = new Map<string, number>();
  private child: ChildProcess | null = null;

  constructor(
    private readonly program: string,
    private readonly env: NodeJS.ProcessEnv,
    /** The file that keeps what it prints. */
    private readonly log?: string,
  ) {}

  async start(): Promise<void> {
    const child = spawn('node', [this.program], { env: this.env, stdio: ['ignore', 'pipe', 'inherit'] });
    this.child = child;
    if (this.log) child.stdout.pipe(createWriteStream(this.log, { flags: 'a' }));
    const url = new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        // There is one for each request: parsing them all would cost what is measured.
        const isError = line.includes('"level":50');
        if (this.port && !isError) return;
        const { msg, url: listening } = lineSchema.parse(JSON.parse(line));
        if (isError) this.errors.set(msg, (this.errors.get(msg) ?? 0) + 1);
        else if (listening) resolve(listening);
      });
      child.once('exit', (code) => reject(new Error(`the API has left with ${code}`)));
    });
    this.port = Number(new URL(await url).port);
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
}
