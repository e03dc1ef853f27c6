import { Inject, Injectable } from '@nestjs/common';
import { SHARED_REDIS, type SharedRedis } from '../cache/shared-redis.js';
import { APP_CONFIG, type AgentConfig, type AppConfig, type CorpConfig } from '../config/app-config.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { WecomCallbackProbe, WecomMembers, WecomSetup } from '../wecom/index.js';
import { appAtOriginFindings } from './checks/app-at-origin.js';
import { appInWecomFindings } from './checks/app-in-wecom.js';
import { databaseFindings } from './checks/database.js';
import { domainFindings } from './checks/domain.js';
import { platformFindings } from './checks/platform.js';
import { redisFindings } from './checks/redis.js';
import { findingOf, fine, server, type Finding } from './finding.js';

/** What the doctor is to look at: all of a corp, or one of its apps. */
export interface Examined {
  corpId: string;
  /** Null for all. */
  agentId: number | null;
}

/** Looks at everything that may be set up wrongly, and changes nothing. */
@Injectable()
export class DoctorService {
  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    @Inject(SHARED_REDIS) private readonly redis: SharedRedis | null,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly setup: WecomSetup,
    private readonly members: WecomMembers,
    private readonly probe: WecomCallbackProbe,
  ) {}

  /** @param examined null for everything that is declared */
  async examine(examined: Examined | null): Promise<Finding[]> {
    const findings = [
      findingOf(server, 'configuration', fine),
      ...(await platformFindings(this.setup, this.clock)),
      ...(await databaseFindings(this.config.database)),
      ...(await redisFindings(this.redis)),
    ];
    const corps = this.config.corps.filter(({ corpId }) => !examined || examined.corpId === corpId);
    const ofCorps: Finding[][] = [];
    for (const corp of corps) ofCorps.push(await this.corp(corp, examined?.agentId ?? null, findings));
    return [...findings, ...ofCorps.flat()];
  }

  private async corp(
    corp: CorpConfig,
    agentId: number | null,
    known: readonly Finding[],
  ): Promise<Finding[]> {
    const findings = await domainFindings(corp);
    for (const app of corp.apps.filter((candidate) => agentId === null || candidate.agentId === agentId))
      findings.push(...(await this.app(corp, app, [...known, ...findings.filter(isOfCorp)])));
    return findings;
  }

  private async app(
    { corpId, publicOrigin }: CorpConfig,
    { agentId, callback }: AgentConfig,
    known: readonly Finding[],
  ): Promise<Finding[]> {
    const inCorp = { app: { corpId, agentId }, publicOrigin };
    const inWecom = await appInWecomFindings(inCorp, { setup: this.setup, members: this.members }, known);
    const atOrigin = appAtOriginFindings(inCorp, callback, this.probe, [...known, ...inWecom]);
    return [...inWecom, ...(await atOrigin)];
  }
}

function isOfCorp({ agentId }: Finding): boolean {
  return agentId === null;
}
