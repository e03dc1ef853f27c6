import { HttpService } from '@nestjs/axios';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { getAdapter, type InternalAxiosRequestConfig } from 'axios';
import { CallGate } from '../limits/call-gate.js';

/**
 * Where requests really go out: every one that carries a token, replays too, passes the gate here. Nobody holds a
 * place there while still waiting for a token.
 */
@Injectable()
export class GatedAdapter implements OnModuleInit {
  constructor(
    private readonly http: HttpService,
    private readonly gate: CallGate,
  ) {}

  onModuleInit(): void {
    const { defaults } = this.http.axiosRef;
    const adapter = getAdapter(defaults.adapter);
    // axios minds how long the connection is silent; an answer that trickles would never end.
    const send = (config: InternalAxiosRequestConfig) =>
      adapter({ ...config, signal: AbortSignal.timeout(config.timeout ?? 0) });
    defaults.adapter = (config) => {
      const { wecomApp, wecomPath } = config;
      return wecomApp && wecomPath
        ? this.gate.through(wecomApp, wecomPath, () => send(config))
        : send(config);
    };
  }
}
