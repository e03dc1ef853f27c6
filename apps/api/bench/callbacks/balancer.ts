import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';

/** What stands in front of the processes: each connection goes to one that takes it, in turn. */
export class Balancer {
  private turn = 0;
  private readonly open = new Set<Socket>();
  private readonly server = createServer((socket) => void this.pass(socket));

  /** @param ports asked anew for each connection */
  private constructor(private readonly ports: () => number[]) {}

  static async start(ports: () => number[]): Promise<Balancer> {
    const balancer = new Balancer(ports);
    balancer.server.listen(0, '127.0.0.1');
    await once(balancer.server, 'listening');
    return balancer;
  }

  get port(): number {
    return addressOf(this.server.address()).port;
  }

  close(): void {
    this.server.close();
    for (const socket of this.open) socket.destroy();
  }

  private async pass(socket: Socket): Promise<void> {
    this.open.add(socket);
    socket.once('close', () => this.open.delete(socket)).on('error', () => socket.destroy());
    for (let tries = this.ports().length; tries > 0; tries -= 1) {
      const ports = this.ports();
      this.turn += 1;
      const upstream = await reach(ports[this.turn % ports.length] ?? 0);
      if (!upstream) continue;
      upstream.on('error', () => socket.destroy()).once('close', () => socket.destroy());
      socket.once('close', () => upstream.destroy());
      socket.pipe(upstream).pipe(socket);
      return;
    }
    socket.destroy();
  }
}

function reach(port: number): Promise<Socket | null> {
  return new Promise((resolve) => {
    const upstream = connect(port, '127.0.0.1');
    upstream.once('connect', () => resolve(upstream)).once('error', () => resolve(null));
  });
}

function addressOf(address: string | AddressInfo | null): AddressInfo {
  if (!address || typeof address === 'string') throw new Error('not listening');
  return address;
}
