import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** What a web server in front does to a request besides passing it on; true when it has answered it. */
export type Habit = (asked: IncomingMessage, answer: ServerResponse) => boolean;

/** A web server in front of the API, which can be set up wrongly. */
export interface Front {
  url: string;
  /** Looked at before anything is passed on. */
  habits: Habit[];
  close(): Promise<void>;
}

export const DOMAIN_FILE = 'WW_verify_Sidecard00Doctor.txt';

export async function startFront(apiUrl: string): Promise<Front> {
  const habits: Habit[] = [];
  const server = createServer((asked, answer) => {
    if (habits.some((habit) => habit(asked, answer))) return;
    if (asked.url === `/${DOMAIN_FILE}`) return void answer.end('Sidecard00Doctor');
    const { method, headers } = asked;
    const passed = request(new URL(asked.url ?? '', apiUrl), { method, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    passed.on('error', () => answer.writeHead(502).end());
    asked.pipe(passed);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    habits,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Answers what begins with a path by itself. */
export function answering(
  path: string,
  status: number,
  body = '',
  headers: Record<string, string> = {},
): Habit {
  return ({ url = '' }, answer) => {
    if (!url.startsWith(path)) return false;
    answer.writeHead(status, headers).end(body);
    return true;
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('it does not listen on a port');
  return address.port;
}
