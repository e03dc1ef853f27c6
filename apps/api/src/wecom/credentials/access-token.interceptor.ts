import { HttpService } from '@nestjs/axios';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { AxiosResponse, InternalAxiosRequestConfig } from 'axios';
import { outcomeOf } from '../errcodes.js';
import { errcodeOf } from '../http/errcode-of.js';
import { AccessTokens } from './access-tokens.js';

declare module 'axios' {
  interface AxiosRequestConfig {
    /** Set on a replay: the token that replaces the refused one. A request is replayed once and no more. */
    replacementToken?: string;
  }
}

/**
 * Woven into the one axios instance, so that nobody else ever writes a line about tokens: attaches the token of the
 * right app, and when the platform says that it is no good, has it replaced once for everybody and replays the call.
 */
@Injectable()
export class AccessTokenInterceptor implements OnModuleInit {
  constructor(
    private readonly http: HttpService,
    private readonly accessTokens: AccessTokens,
  ) {}

  onModuleInit(): void {
    const { interceptors } = this.http.axiosRef;
    interceptors.request.use((config) => this.attach(config));
    interceptors.response.use((response) => this.replayIfRejected(response));
  }

  /** Sets, never appends: a replay must carry the new token alone. */
  private async attach(config: InternalAxiosRequestConfig): Promise<InternalAxiosRequestConfig> {
    if (!config.wecomApp) return config;
    const token = config.replacementToken ?? (await this.accessTokens.current(config.wecomApp));
    config.params = { ...config.params, access_token: token };
    return config;
  }

  private async replayIfRejected(response: AxiosResponse): Promise<AxiosResponse> {
    const { config } = response;
    const errcode = errcodeOf(response.data);
    if (!config.wecomApp || outcomeOf(errcode) !== 'refresh') return response;
    const rejected = { value: String(config.params.access_token), errcode };
    if (config.replacementToken) await this.accessTokens.giveUp(config.wecomApp, rejected);
    if (config.replacementToken || config.tokenReplays?.left === 0) return response;
    if (config.tokenReplays) config.tokenReplays.left -= 1;
    const replacementToken = await this.accessTokens.replace(config.wecomApp, rejected);
    return this.http.axiosRef.request({ ...config, replacementToken });
  }
}
