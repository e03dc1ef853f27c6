import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What stands between us and a server: passes everything on, refuses every connection, or takes them and says nothing. */
export class UnreliableServer {
  /** How many connections were tried. */
  tried = 0;
  private state: 'passing' | 'refusing' | 'silent' = 'passing';
  private readonly sockets = new Set<Socket>();
  private readonly server: Server = createServer((near) => this.take(near));

  private constructor(private readonly far: { host: string; port: number }) {}

  /** @param url of a MySQL */
  static async inFrontOf(url: string): Promise<UnreliableServer> {
    const { hostname: host, port } = new URL(url);
    const unreliable = new UnreliableServer({ host, port: Number(port || 3306) });
    unreliable.server.listen(0, '127.0.0.1');
    await once(unreliable.server, 'listening');
    return unreliable;
  }

  /** The same url, through here. */
  leadingTo(url: string): string {
    return Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(this.port) }).href;
  }

  pass(): void {
    this.become('passing');
  }

  refuse(): void {
    this.become('refusing');
  }

  /** Connections that are open stay so, and nothing comes of them. */
  fallSilent(): void {
    this.state = 'silent';
    for (const socket of this.sockets) socket.unpipe().pause();
  }

  async close(): Promise<void> {
    this.become('refusing');
    this.server.close();
    await once(this.server, 'close');
  }

  private get port(): number {
    const address: AddressInfo | string | null = this.server.address();
    if (!address || typeof address === 'string') throw new Error('not listening');
    return address.port;
  }

  private become(state: UnreliableServer['state']): void {
    this.state = state;
    for (const socket of this.sockets) socket.destroy();
  }

  private take(near: Socket): void {
    this.tried += 1;
    this.keep(near);
    if (this.state === 'refusing') near.destroy();
    if (this.state !== 'passing') return;
    const far = this.keep(connect(this.far));
    near.pipe(far).pipe(near);
    near.once('close', () => far.destroy());
    far.once('close', () => near.destroy());
  }

  private keep(socket: Socket): Socket {
    this.sockets.add(socket);
    return socket.on('error', () => socket.destroy()).once('close', () => this.sockets.delete(socket));
  }
}
