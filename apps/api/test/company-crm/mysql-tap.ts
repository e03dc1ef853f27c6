import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

const COMMAND = { query: 0x03, prepare: 0x16, execute: 0x17 } as const;

/** What the way to the database does with who comes: lets them through, leaves them without a word, or sends them off. */
export type Passage = 'open' | 'silent' | 'refusing';

/** Stands between a program and its database: hears every statement as it is on the wire, and can be an outage. */
export class MysqlTap {
  /** Texts that were sent to be run or to be prepared. */
  readonly texts: string[] = [];
  executions = 0;
  /** Connections that were ever begun. */
  arrivals = 0;
  private readonly sockets = new Set<Socket>();
  /** Nothing more is heard on these, ever. */
  private readonly lost = new WeakSet<Socket>();
  private passage: Passage = 'open';
  private readonly server = createServer((client) => this.accept(client));

  private constructor(private readonly target: URL) {}

  /** @param url of the database */
  static async before(url: string): Promise<MysqlTap> {
    const tap = new MysqlTap(new URL(url));
    tap.server.listen(0, '127.0.0.1');
    await once(tap.server, 'listening');
    return tap;
  }

  /** Of the database, through here. */
  get url(): string {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('the tap does not listen on a port');
    const url = new URL(this.target);
    url.hostname = '127.0.0.1';
    url.port = String(address.port);
    return url.href;
  }

  /** Those that are connected already are no better off than who comes. */
  turn(passage: Passage): void {
    this.passage = passage;
    for (const socket of this.sockets) {
      if (passage === 'refusing') socket.destroy();
      if (passage === 'silent') this.lost.add(socket);
    }
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private accept(client: Socket): void {
    this.arrivals += 1;
    this.keep(client);
    if (this.passage === 'refusing') client.destroy();
    if (this.passage !== 'open') return;
    const database = this.keep(connect(Number(this.target.port || 3306), this.target.hostname));
    const hear = this.listener();
    client.on('data', (data) => {
      if (this.lost.has(client)) return;
      hear(data);
      database.write(data);
    });
    database.on('data', (data) => {
      if (!this.lost.has(client)) client.write(data);
    });
    client.on('close', () => database.destroy());
    database.on('close', () => client.destroy());
  }

  private keep(socket: Socket): Socket {
    this.sockets.add(socket);
    socket.on('error', () => null);
    socket.on('close', () => this.sockets.delete(socket));
    return socket;
  }

  /** Packets are length (3 bytes), place in the exchange (1 byte), payload; a command is the first of its exchange. */
  private listener(): (data: Buffer) => void {
    let rest = Buffer.alloc(0);
    return (data) => {
      rest = Buffer.concat([rest, data]);
      while (rest.length >= 4 && rest.length >= 4 + rest.readUIntLE(0, 3)) {
        const payload = rest.subarray(4, 4 + rest.readUIntLE(0, 3));
        if (rest[3] === 0) this.hear(payload);
        rest = rest.subarray(4 + payload.length);
      }
    };
  }

  private hear(payload: Buffer): void {
    const [command] = payload;
    if (command === COMMAND.query || command === COMMAND.prepare) {
      this.texts.push(payload.subarray(1).toString());
    }
    if (command === COMMAND.execute) this.executions += 1;
  }
}
