import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { AppScope } from '@sidecard/contracts';
import type { AppConfig } from '../../src/config/app-config.js';
import type { Ending, Order, Report } from './messages.js';

const worker = fileURLToPath(new URL('worker.ts', import.meta.url));

interface Member {
  process: ChildProcess;
  waiting: Map<number, { resolve: (report: Report) => void; reject: (error: Error) => void }>;
}

/** Several real processes of one deployment. */
export class Fleet {
  private readonly members: Member[] = [];
  private lastId = 0;
  /** Everything any of them has printed. */
  printed = '';

  static async launch(size: number): Promise<Fleet> {
    const fleet = new Fleet();
    await Promise.all(Array.from({ length: size }, (_, index) => fleet.replace(index)));
    return fleet;
  }

  get size(): number {
    return this.members.length;
  }

  /** All of them begin anew with this configuration. */
  async open(config: AppConfig): Promise<void> {
    await this.tellAll({ kind: 'open', config });
  }

  async tellAll(order: Order): Promise<Report[]> {
    return Promise.all(this.members.map((_, index) => this.tell(index, order)));
  }

  /** So many calls at once in each of them. */
  async callAll(app: AppScope, userId: string, count: number): Promise<Ending[]> {
    const reports = await this.tellAll({ kind: 'calls', app, userId, count });
    return reports.flatMap(({ endings = [] }) => endings);
  }

  async tell(index: number, order: Order): Promise<Report> {
    const member = this.members[index];
    if (!member) throw new Error(`there is no process ${index}`);
    this.lastId += 1;
    const id = this.lastId;
    const report = new Promise<Report>((resolve, reject) => member.waiting.set(id, { resolve, reject }));
    member.process.send({ id, order });
    return report;
  }

  /** Without a chance to clean up. Whoever waits for it is told so. */
  async kill(index: number): Promise<void> {
    const member = this.members[index];
    if (!member) return;
    member.process.kill('SIGKILL');
    await once(member.process, 'exit');
  }

  /** A new process in place of one. */
  async replace(index: number): Promise<void> {
    const child = fork(worker, { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    const member: Member = { process: child, waiting: new Map() };
    this.members[index] = member;
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk) => (this.printed += String(chunk)));
    const ready = new Promise<Report>((resolve, reject) => member.waiting.set(0, { resolve, reject }));
    child.on('message', ({ id, report, failure }: { id: number; report?: Report; failure?: string }) => {
      const waiting = member.waiting.get(id);
      member.waiting.delete(id);
      if (report) waiting?.resolve(report);
      else waiting?.reject(new Error(failure));
    });
    child.once('exit', () => {
      for (const { reject } of member.waiting.values()) reject(new Error('the process is gone'));
      member.waiting.clear();
    });
    await ready;
  }

  async close(): Promise<void> {
    await Promise.all(this.members.map((_, index) => this.kill(index)));
  }
}
