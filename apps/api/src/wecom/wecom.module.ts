import { HttpModule } from '@nestjs/axios';
import { Module } from '@nestjs/common';
import { APP_CONFIG, type AppConfig } from '../config/app-config.js';
import { AccessTokens } from './credentials/access-tokens.js';
import { CredentialCache } from './credentials/credential-cache.js';
import { JsapiTickets } from './credentials/jsapi-tickets.js';
import { WecomExternalContacts } from './external-contacts/wecom-external-contacts.js';
import { AccessTokenInterceptor } from './http/access-token.interceptor.js';
import { WecomTransport } from './http/wecom-transport.js';
import { WecomJssdk } from './jssdk/wecom-jssdk.js';
import { WecomMembers } from './wecom-members.js';
import { WecomOauth } from './wecom-oauth.js';

const TIMEOUT_MS = 5_000;

/** The one door to the platform. Tokens, tickets, errcodes and snake_case stay behind it; `index.ts` is its face. */
@Module({
  imports: [
    HttpModule.registerAsync({
      inject: [APP_CONFIG],
      useFactory: (config: AppConfig) => ({
        baseURL: config.wecom.apiBaseUrl,
        timeout: TIMEOUT_MS,
        maxRedirects: 0,
      }),
    }),
  ],
  providers: [
    AccessTokenInterceptor,
    AccessTokens,
    CredentialCache,
    JsapiTickets,
    WecomExternalContacts,
    WecomJssdk,
    WecomMembers,
    WecomOauth,
    WecomTransport,
  ],
  exports: [WecomExternalContacts, WecomJssdk, WecomMembers, WecomOauth],
})
export class WecomModule {}
