import { execa } from 'execa';
import { Failure } from './failure.js';

/** What a child may see of our environment: enough to run, and nothing that would change what it does. */
const inherited = ['PATH', 'HOME', 'TZ', 'LANG', 'NODE_EXTRA_CA_CERTS'];

export interface Program {
  /** For the line that says what has failed. */
  name: string;
  command: string;
  args: string[];
  env: Record<string, string>;
  /** Answers 2xx once the program is ready. */
  readyUrl?: string;
}

const leash = new URL('leash.js', import.meta.url).href;

/** Longer than an API goes on answering once it is asked to stop (`LEAVING_SECONDS`). */
const STOP_MS = 15_000;
const READY_MS = 60_000;
const POLL_MS = 100;

/** Runs a program to its end. @throws Failure with what it said */
export async function runToEnd({ name, command, args, env }: Program): Promise<void> {
  const result = await execa(command, args, {
    env: { ...shared(), ...env },
    extendEnv: false,
    all: true,
    reject: false,
  });
  if (result.failed) throw new Failure(`${result.all || result.shortMessage}\n${name} failed.`);
}

/**
 * Runs programs side by side until somebody stops us with Ctrl-C or a signal. When one of
 * them ends by itself, all end and the command fails with one line saying which.
 */
export class ProcessGroup {
  private readonly running = new Set<{ name: string; child: ReturnType<typeof launch> }>();
  private stopped: Promise<void> | null = null;
  private fail: (failure: Failure) => void = () => {};
  private readonly closing: (() => Promise<void>)[] = [];
  private readonly failure = new Promise<never>((_, reject) => {
    this.fail = reject;
  });

  constructor() {
    this.failure.catch(() => undefined);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => void this.stop().then(() => process.exit(0)));
    }
  }

  /** Starts a program and waits until it is ready. @returns how to stop this one alone */
  async start(program: Program): Promise<() => Promise<void>> {
    const entry = { name: program.name, child: launch(program) };
    this.running.add(entry);
    void entry.child.then((result) => {
      if (!this.running.delete(entry) || this.stopped) return;
      const how = result.signal ?? `exit code ${result.exitCode ?? 'unknown'}`;
      this.fail(new Failure(`${program.name} has stopped by itself (${how}).`));
    });
    if (program.readyUrl) await Promise.race([untilReady(program), this.failure]);
    return async () => {
      this.running.delete(entry);
      entry.child.kill('SIGTERM');
      await entry.child;
    };
  }

  /** What else is to be done at the end, the last one first. */
  finally(close: () => Promise<void>): void {
    this.closing.unshift(close);
  }

  /** Settles only when a program fails. */
  async untilFailure(): Promise<never> {
    return this.failure;
  }

  /** Said twice, it is still done once. */
  stop(): Promise<void> {
    this.stopped ??= this.end();
    return this.stopped;
  }

  private async end(): Promise<void> {
    await Promise.all(
      [...this.running].map(({ child }) => {
        child.kill('SIGTERM');
        return child;
      }),
    );
    for (const close of this.closing.splice(0)) await close();
  }
}

/** Starts programs and keeps them running; whatever happens, none is left behind. */
export async function keepRunning(begin: (group: ProcessGroup) => Promise<void>): Promise<void> {
  const group = new ProcessGroup();
  try {
    await begin(group);
    await group.untilFailure();
  } finally {
    await group.stop();
  }
}

function launch({ command, args, env }: Program) {
  return execa(command, args, {
    env: { ...shared(), ...env, NODE_OPTIONS: `--import=${leash}` },
    ipc: true,
    serialization: 'json',
    extendEnv: false,
    stdin: 'ignore',
    stdout: 'inherit',
    stderr: 'inherit',
    reject: false,
    forceKillAfterDelay: STOP_MS,
  });
}

function shared(): Record<string, string> {
  return Object.fromEntries(
    inherited.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  );
}

async function untilReady({ name, readyUrl = '' }: Program): Promise<void> {
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline) {
    const ready = await fetch(readyUrl).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Failure(`${name} was not ready within ${READY_MS / 1000} s.`);
}
