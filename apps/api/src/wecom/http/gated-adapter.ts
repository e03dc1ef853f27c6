import { HttpService } from '@nestjs/axios';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { getAdapter } from 'axios';
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
    const send = getAdapter(defaults.adapter);
    defaults.adapter = (config) => {
      const { wecomApp, wecomPath } = config;
      return wecomApp && wecomPath
        ? this.gate.through(wecomApp, wecomPath, () => send(config))
        : send(config);
    };
  }
}
