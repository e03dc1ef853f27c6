import { execa } from 'execa';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../failure.js';
import { freePorts } from '../ports.js';

/** Something the tests need beside Node. */
export type Provided =
  | { found: true; value: string; stop: () => Promise<void> }
  /** `command` would provide it. */
  | { found: false; name: string; command: string };

export const nothingToStop = async (): Promise<void> => {};

export interface PrivateService {
  port: number;
  stop: () => Promise<void>;
  /** Without a chance to clean up. */
  kill: () => Promise<void>;
  /** Again, with what it has stored, on the same port. */
  revive: () => Promise<void>;
}

/** A server of our own on a free port, in a folder that goes with it. */
export async function startPrivately(
  name: string,
  program: string,
  args: (folder: string, port: number) => string[],
  prepare?: (folder: string) => Promise<unknown>,
): Promise<PrivateService> {
  const folder = mkdtempSync(join(tmpdir(), 'sidecard-service-'));
  await prepare?.(folder);
  const port = await freePorts(1);
  const launch = () =>
    execa(program, args(folder, port), { all: true, reject: false, forceKillAfterDelay: 5_000 });
  let child = launch();
  const stop = async () => {
    child.kill('SIGTERM');
    await child;
    rmSync(folder, { recursive: true, force: true });
  };
  const ready = async () => {
    const deadline = Date.now() + 60_000;
    while (!(await answers(port))) {
      if (child.exitCode !== null || Date.now() > deadline) {
        await stop();
        throw new Failure(`${(await child).all}\nA private ${name} could not be started.`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const kill = async () => {
    child.kill('SIGKILL');
    await child;
  };
  const revive = async () => {
    child = launch();
    await ready();
  };
  await ready();
  return { port, stop, kill, revive };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
