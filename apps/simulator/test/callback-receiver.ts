import { createDecipheriv, createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { CallbackSettings } from '../src/world/world.js';

export interface ReceivedRequest {
  method: string;
  query: URLSearchParams;
  body: string;
}

export interface Opened {
  message: string;
  receiveId: string;
  /** Bytes. */
  padding: number;
  random: Buffer;
}

type Answer = number | 'nothing' | { status: number; body: string };

/** A program that apps are called back at. It has its own decrypter: the simulator's sealing is what it checks. */
export class CallbackReceiver {
  readonly requests: ReceivedRequest[] = [];
  /** What the next requests get, then 200. */
  readonly answers: Answer[] = [];
  answerTo: ((request: ReceivedRequest) => Answer) | null = null;

  private constructor(
    private readonly server: Server,
    readonly settings: CallbackSettings,
  ) {
    server.on('request', (request, response) => void this.receive(request, response));
  }

  static async start(): Promise<CallbackReceiver> {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address: AddressInfo = Object(server.address());
    return new CallbackReceiver(server, {
      url: `http://127.0.0.1:${address.port}/callbacks?from=wecom`,
      token: 'QDG6eK',
      encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
    });
  }

  async close(): Promise<void> {
    const closed = new Promise((done) => this.server.close(done));
    this.server.closeAllConnections();
    await closed;
  }

  /** What has arrived, decrypted, its fields by name. */
  events(): Record<string, string>[] {
    return this.messages().map(fieldsOf);
  }

  messages(): string[] {
    return this.requests
      .filter(({ method }) => method === 'POST')
      .map((request) => {
        const encrypted = fieldsOf(request.body)['Encrypt'] ?? '';
        if (request.query.get('msg_signature') !== this.sign(request.query, encrypted))
          throw new Error('the signature is wrong');
        return openSealed(encrypted, this.settings.encodingAesKey).message;
      });
  }

  sign(query: URLSearchParams, encrypted: string): string {
    const parts = [this.settings.token, query.get('timestamp') ?? '', query.get('nonce') ?? '', encrypted];
    // oxlint-disable-next-line require-array-sort-compare -- ASCII only
    return createHash('sha1').update(parts.toSorted().join('')).digest('hex');
  }

  private async receive(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { searchParams: query } = new URL(incoming.url ?? '', 'http://receiver');
    const request = { method: incoming.method ?? '', query, body: await text(incoming) };
    this.requests.push(request);
    const answer = this.answers.shift() ?? this.answerTo?.(request) ?? 200;
    if (answer === 'nothing') return;
    if (typeof answer === 'number') response.writeHead(answer).end();
    else response.writeHead(answer.status).end(answer.body);
  }
}

/** As chapter 6.3 says, and as strict as that. */
export function openSealed(encrypted: string, encodingAesKey: string): Opened {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()]);
  const padding = padded.at(-1) ?? 0;
  const end = padded.length - padding;
  if (
    padded.length % 32 ||
    padding < 1 ||
    padding > 32 ||
    padded.subarray(end).some((byte) => byte !== padding)
  )
    throw new Error('the padding is wrong');
  const from = 20;
  const to = from + padded.readUInt32BE(16);
  if (to > end) throw new Error('the length is wrong');
  return {
    random: padded.subarray(0, 16),
    message: padded.subarray(from, to).toString(),
    receiveId: padded.subarray(to, end).toString(),
    padding,
  };
}

/** Elements by name, texts out of their CDATA. Of a list, its items with commas. */
export function fieldsOf(xml: string): Record<string, string> {
  const elements = xml.matchAll(
    /<(\w+)>(?:<!\[CDATA\[([^]*?)\]\]>|([^<]*)|((?:<Item>[^]*?<\/Item>)+))<\/\1>/g,
  );
  return Object.fromEntries(
    [...elements].map(([, name = '', cdata, bare, items]) => [
      name,
      items === undefined ? (cdata ?? bare ?? '') : items.replace(/<\/?Item>|<!\[CDATA\[|\]\]>/g, ' ').trim(),
    ]),
  );
}
