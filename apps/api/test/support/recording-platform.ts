import { createServer, type IncomingMessage, type Server } from 'node:http';
import { text } from 'node:stream/consumers';

/** How one request is answered. `hang` never answers, `drop` closes the connection, `trickle` never comes to an end. */
export type Answer = { json: unknown } | { html: number } | { body: string } | 'hang' | 'drop' | 'trickle';

export interface Recorded {
  method: string;
  url: URL;
  type: string;
  body: string;
}

/** A platform that says what it is told to, and keeps every request as it came over the wire. */
export class RecordingPlatform {
  readonly requests: Recorded[] = [];
  readonly fetchedTokens: string[] = [];
  answers: Answer[] = [];
  tokensAreBusy = false;
  readonly server: Server = createServer((request, response) => {
    void this.record(request).then(({ url }) => {
      if (url.pathname === '/cgi-bin/gettoken') {
        if (this.tokensAreBusy) return response.end(JSON.stringify({ errcode: -1 }));
        const token = `token-${this.fetchedTokens.length + 1}`;
        this.fetchedTokens.push(token);
        return response.end(JSON.stringify({ errcode: 0, access_token: token, expires_in: 7200 }));
      }
      const answer = this.answers.shift() ?? { json: { errcode: 0, fine: true } };
      if (answer === 'hang') return;
      if (answer === 'drop') return request.socket.destroy();
      if (answer === 'trickle') {
        const trickling = setInterval(() => response.write(' '), 50);
        return response.once('close', () => clearInterval(trickling));
      }
      if ('html' in answer) return response.writeHead(answer.html).end('<html>errcode 42001</html>');
      return response.end('body' in answer ? answer.body : JSON.stringify(answer.json));
    });
  });

  get calls(): Recorded[] {
    return this.requests.filter(({ url }) => url.pathname !== '/cgi-bin/gettoken');
  }

  private async record(request: IncomingMessage): Promise<Recorded> {
    const recorded = {
      method: request.method ?? '',
      url: new URL(request.url ?? '', 'http://platform'),
      type: request.headers['content-type'] ?? '',
      body: await text(request),
    };
    this.requests.push(recorded);
    return recorded;
  }
}
