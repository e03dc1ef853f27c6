import { createHmac } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Received {
  id: string;
  headers: IncomingHttpHeaders;
  path: string;
  /** To the byte. */
  body: string;
  message: {
    version: number;
    kind: string;
    at: string;
    corpId: string;
    agentId: number;
    externalUserId: string;
    crmKey: string | null;
    userId: string;
    data: Record<string, unknown>;
  };
}

/** What a receiver answers with: a status, or whatever it does itself. */
export type Manner = (received: Received, response: ServerResponse) => number | null | Promise<number | null>;

/** A company's own server, as it is: it may fail, be slow, and be restarted. Keeps every message it gets, repetitions too. */
export class Receiver {
  readonly secret: string;
  readonly received: Received[] = [];
  manner: Manner = () => 200;
  private readonly bell = new EventEmitter();
  private server: Server | null = null;
  private port = 0;

  constructor(name: string) {
    this.secret = `whsec_${Buffer.from(`a secret of 32 bytes for ${name}`.padEnd(32).slice(0, 32)).toString('base64')}`;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/sidecard`;
  }

  /** Again where it was before. */
  async start(): Promise<this> {
    this.server = createServer((request, response) => {
      void text(request).then(async (body) => {
        const { headers, url: path = '' } = request;
        const received = {
          headers,
          path,
          body,
          id: String(headers['webhook-id']),
          message: JSON.parse(body || '{}'),
        };
        this.received.push(received);
        this.bell.emit('message');
        const status = await this.manner(received, response);
        if (status !== null) response.writeHead(status, { location: '/elsewhere' }).end('thanks');
      });
    });
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('it listens nowhere');
    this.port = address.port;
    return this;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  /** Comes back once so many messages have arrived. */
  async has(count: number): Promise<void> {
    while (this.received.length < count) await once(this.bell, 'message');
  }

  /** Answers nothing of what `isHeld` says, until it is released. */
  hold(isHeld: (received: Received) => boolean = () => true): () => void {
    const valve = new EventEmitter().setMaxListeners(0);
    let isReleased = false;
    this.manner = async (received) => {
      if (isHeld(received) && !isReleased) await once(valve, 'open');
      return 200;
    };
    return () => {
      isReleased = true;
      valve.emit('open');
    };
  }

  /** Whether it was signed with our secret, as https://www.standardwebhooks.com says it is done. */
  isGenuine({ id, headers, body }: Received): boolean {
    const key = Buffer.from(this.secret.slice('whsec_'.length), 'base64');
    const signed = createHmac('sha256', key).update(`${id}.${String(headers['webhook-timestamp'])}.${body}`);
    return headers['webhook-signature'] === `v1,${signed.digest('base64')}`;
  }
}
