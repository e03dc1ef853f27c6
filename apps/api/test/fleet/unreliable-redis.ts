import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';

/** A Redis of a test's own, to be killed, started again, or made read-only. */
export class PrivateRedis {
  private server: ChildProcess | null = null;

  private constructor(
    readonly port: number,
    private readonly options: string[],
  ) {}

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  static async start(options: string[] = []): Promise<PrivateRedis> {
    const redis = new PrivateRedis(await freePort(), options);
    await redis.start();
    return redis;
  }

  /** A replica of a master that is not there reads and refuses to write. */
  static readOnly(): Promise<PrivateRedis> {
    return PrivateRedis.start(['--replicaof', '127.0.0.1', '1']);
  }

  async start(): Promise<void> {
    const args = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    const server = spawn('redis-server', [...args, ...this.options], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.server = server;
    let said = '';
    await new Promise<void>((resolve, reject) => {
      server.stdout.on('data', (chunk) => {
        said += String(chunk);
        if (said.includes('Ready to accept connections')) resolve();
      });
      server.once('error', reject);
      server.once('exit', () => reject(new Error(said)));
    });
  }

  /** It takes connections and commands and says nothing, until it is killed or goes on. */
  freeze(): void {
    this.server?.kill('SIGSTOP');
  }

  thaw(): void {
    this.server?.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    const { server } = this;
    this.server = null;
    if (!server || server.exitCode !== null) return;
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
  }
}

/** In front of a Redis: passes every answer on late. */
export class SlowRedis {
  /** From now on answers come so late. Milliseconds. */
  delayMs = 0;

  private constructor(
    private readonly server: Server,
    private readonly sockets: Set<Socket>,
  ) {}

  get url(): string {
    return `redis://127.0.0.1:${portOf(this.server)}`;
  }

  static async inFrontOf(url: string): Promise<SlowRedis> {
    const { hostname, port } = new URL(url);
    const sockets = new Set<Socket>();
    const server = createServer((near) => {
      const far = connect(Number(port || 6379), hostname);
      for (const socket of [near, far]) {
        sockets.add(socket);
        socket.on('error', () => socket.destroy());
        socket.on('close', () => sockets.delete(socket));
      }
      near.pipe(far);
      far.on('data', (chunk) => setTimeout(() => near.writable && near.write(chunk), slow.delayMs));
      near.on('close', () => far.destroy());
    });
    const slow = new SlowRedis(server, sockets);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return slow;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }
}

/** A port at which nobody listens. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const port = portOf(probe);
  probe.close();
  await once(probe, 'close');
  return port;
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (typeof address !== 'object' || !address) throw new Error('not listening');
  return address.port;
}
