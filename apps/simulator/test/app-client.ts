import type { Simulator } from '../src/create-simulator.js';
import { getApp, getCorp, type App, type Corp } from '../src/world/world.js';

export interface Answer {
  errcode: number;
  [field: string]: unknown;
}

/** An app as its own program: it has a secret and asks the server API. */
export class AppClient {
  readonly corp: Corp;
  readonly app: App;

  constructor(
    private readonly simulator: Simulator,
    corpId = 'wwspruce0a1b2c3d4e',
    agentId = 1000002,
  ) {
    this.corp = getCorp(simulator.world, corpId);
    this.app = getApp(this.corp, agentId);
  }

  get(path: string, query: Record<string, string> = {}): Promise<Answer> {
    return this.call(path, query);
  }

  post(path: string, body: object): Promise<Answer> {
    return this.call(path, {}, { method: 'POST', body: JSON.stringify(body) });
  }

  /** A form, as it is. */
  upload(type: string, body: FormData): Promise<Answer> {
    return this.call('/media/upload', { type }, { method: 'POST', body });
  }

  async token(): Promise<string> {
    const secrets = { corpid: this.corp.corpId, corpsecret: this.app.secret };
    return String((await this.fetch('/gettoken', secrets, {}))['access_token']);
  }

  private async call(path: string, query: Record<string, string>, init: RequestInit = {}): Promise<Answer> {
    return this.fetch(path, { access_token: await this.token(), ...query }, init);
  }

  private async fetch(path: string, query: Record<string, string>, init: RequestInit): Promise<Answer> {
    const url = `${this.simulator.url}/cgi-bin${path}?${new URLSearchParams(query).toString()}`;
    return JSON.parse(await (await fetch(url, init)).text());
  }
}
