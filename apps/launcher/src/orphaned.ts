import { execa } from 'execa';
import { existsSync, readFileSync } from 'node:fs';

const LOOK_MS = 500;
/** What stands between the person who typed the command and us: each only passes it on. */
const goBetween = /\b(npx|npm|pnpm|corepack)\b|^(\/bin\/)?(da|ba|z)?sh -c /;

/**
 * Ends this process, as if it had been asked to, when whoever started it is gone. `npx`, pnpm and shells do not pass
 * every signal on: of a chain of them any one may be ended alone, and the rest lives on without an owner.
 */
export async function endWithWhoStartedUs(): Promise<void> {
  const direct = process.ppid;
  const starters = await startersOf(process.pid);
  setInterval(() => {
    if (process.ppid !== direct || starters.some((pid) => !isAlive(pid)))
      process.kill(process.pid, 'SIGTERM');
  }, LOOK_MS).unref();
}

/** The go-betweens above a process, nearest first. Empty where there is no `ps`. */
async function startersOf(pid: number): Promise<number[]> {
  const { stdout } = await execa('ps', ['-e', '-o', 'pid=,ppid=,args='], { reject: false });
  const processes = new Map(
    [...(stdout ?? '').matchAll(/^\s*(\d+)\s+(\d+)\s+(.*)$/gm)].map(([, id, parent, args = '']) => [
      Number(id),
      { parent: Number(parent), args },
    ]),
  );
  const starters: number[] = [];
  for (let at = processes.get(pid)?.parent ?? 0; goBetween.test(processes.get(at)?.args ?? '');) {
    starters.push(at);
    at = processes.get(at)?.parent ?? 0;
  }
  return starters;
}

/** One that has ended and that nobody has buried yet is gone too. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const status = `/proc/${pid}/stat`;
  return !existsSync(status) || !/\) Z /.test(readFileSync(status, 'utf8'));
}
