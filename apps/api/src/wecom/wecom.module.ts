import { HttpModule } from '@nestjs/axios';
import { Module } from '@nestjs/common';
import { SHARED_REDIS, type SharedRedis } from '../cache/shared-redis.js';
import { APP_CONFIG, type AppConfig } from '../config/app-config.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { SeenNonces } from './callbacks/seen-nonces.js';
import { WecomCallbackProbe } from './callbacks/wecom-callback-probe.js';
import { WecomCallbacks } from './callbacks/wecom-callbacks.js';
import { AccessTokenInterceptor } from './credentials/access-token.interceptor.js';
import { AccessTokens } from './credentials/access-tokens.js';
import { CredentialEngine } from './credentials/credential-engine.js';
import { CREDENTIAL_STORE } from './credentials/credential-store.js';
import { JsapiTickets } from './credentials/jsapi-tickets.js';
import { MemoryCredentialStore } from './credentials/memory-credential-store.js';
import { RedisCredentialStore } from './credentials/redis-credential-store.js';
import { WecomExternalContacts } from './external-contacts/wecom-external-contacts.js';
import { WecomRelations } from './external-contacts/wecom-relations.js';
import { GatedAdapter } from './http/gated-adapter.js';
import { WecomTransport } from './http/wecom-transport.js';
import { WecomJssdk } from './jssdk/wecom-jssdk.js';
import { CallGate } from './limits/call-gate.js';
import { MemoryTurnstile } from './limits/memory-turnstile.js';
import { RedisTurnstile } from './limits/redis-turnstile.js';
import { TURNSTILE } from './limits/turnstile.js';
import { WecomSetup } from './setup/wecom-setup.js';
import { WecomGroupChats } from './wecom-group-chats.js';
import { WecomHealth } from './wecom-health.js';
import { WecomMedia } from './wecom-media.js';
import { WecomMembers } from './wecom-members.js';
import { WecomMetrics } from './wecom-metrics.js';
import { WecomOauth } from './wecom-oauth.js';
import { WecomTags } from './wecom-tags.js';

/** The one door to the platform. Tokens, tickets, errcodes and snake_case stay behind it; `index.ts` is its face. */
@Module({
  imports: [
    HttpModule.registerAsync({
      inject: [APP_CONFIG],
      useFactory: (config: AppConfig) => ({
        baseURL: config.wecom.apiBaseUrl,
        maxRedirects: 0,
      }),
    }),
  ],
  providers: [
    AccessTokenInterceptor,
    AccessTokens,
    CallGate,
    CredentialEngine,
    GatedAdapter,
    JsapiTickets,
    SeenNonces,
    WecomCallbackProbe,
    WecomCallbacks,
    WecomExternalContacts,
    WecomGroupChats,
    WecomHealth,
    WecomJssdk,
    WecomMedia,
    WecomMembers,
    WecomMetrics,
    WecomOauth,
    WecomRelations,
    WecomSetup,
    WecomTags,
    WecomTransport,
    {
      provide: CREDENTIAL_STORE,
      inject: [APP_CONFIG, SHARED_REDIS, CLOCK],
      useFactory: ({ cache }: AppConfig, redis: SharedRedis | null, clock: Clock) =>
        redis ? new RedisCredentialStore(redis, cache.namespace) : new MemoryCredentialStore(clock),
    },
    {
      provide: TURNSTILE,
      inject: [APP_CONFIG, SHARED_REDIS, CLOCK],
      useFactory: ({ cache }: AppConfig, redis: SharedRedis | null, clock: Clock) =>
        redis ? new RedisTurnstile(redis, cache.namespace, clock) : new MemoryTurnstile(clock),
    },
  ],
  exports: [
    WecomCallbackProbe,
    WecomCallbacks,
    WecomExternalContacts,
    WecomGroupChats,
    WecomHealth,
    WecomJssdk,
    WecomMedia,
    WecomMembers,
    WecomOauth,
    WecomRelations,
    WecomSetup,
    WecomTags,
  ],
})
export class WecomModule {}
