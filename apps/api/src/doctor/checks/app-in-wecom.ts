import {
  setupTroubleOf,
  type AgentSetup,
  type SetupTrouble,
  type WecomApp,
  type WecomMembers,
  type WecomSetup,
} from '../../wecom/index.js';
import { carryOut, notAsked } from '../carry-out.js';
import { fine, type Finding, type Said, type Step } from '../finding.js';

/** Whose app it is, and where members see it. */
export interface AppInCorp {
  app: WecomApp;
  /** Like `https://crm.example.com`. */
  publicOrigin: string;
}

/** What has to be right before anything more can be asked of the platform. */
const ENTRANCE: Step[] = ['platform', 'secret', 'trusted_ip', 'app_enabled', 'agent_id'];

/** What the platform says of an app, page by page as in the admin console. */
export async function appInWecomFindings(
  { app, publicOrigin }: AppInCorp,
  { setup, members }: { setup: WecomSetup; members: WecomMembers },
  known: readonly Finding[],
): Promise<Finding[]> {
  const isReachable = known.some(({ step, code }) => step === 'platform' && code === 'fine');
  const asked = isReachable ? await attempt(() => setup.agent(app)) : null;
  const contacts = () => attempt(() => members.withCustomerContact(app));
  const { host } = new URL(publicOrigin);
  let withContact: string[] = [];

  return carryOut(
    app,
    [
      { step: 'secret', needs: ['platform'], run: () => entrance('secret', asked, app) },
      { step: 'trusted_ip', needs: ['platform', 'secret'], run: () => entrance('trusted_ip', asked, app) },
      {
        step: 'app_enabled',
        needs: ['platform', 'secret', 'trusted_ip'],
        run: () =>
          asked?.answer?.isEnabled === false
            ? { code: 'app_disabled', facts: { agentId: String(app.agentId) } }
            : entrance('app_enabled', asked, app),
      },
      { step: 'agent_id', needs: ENTRANCE, run: () => entrance('agent_id', asked, app) },
      { step: 'visible_range', needs: ENTRANCE, run: () => visibleRange(asked?.answer) },
      { step: 'oauth_domain', needs: ENTRANCE, run: () => oauthDomain(asked?.answer, host) },
      {
        step: 'jssdk_domain',
        needs: [],
        run: () => ({ code: 'jssdk_domain_by_hand', facts: { host } }),
      },
      {
        step: 'customer_api',
        needs: ENTRANCE,
        run: async () => {
          const { answer, trouble } = await contacts();
          withContact = answer ?? [];
          return trouble ? saidOf(trouble, app) : fine;
        },
      },
      {
        step: 'customer_contact',
        needs: [...ENTRANCE, 'customer_api', 'visible_range'],
        run: () =>
          withContact.length === 0
            ? { code: 'customer_contact_nobody' }
            : { code: 'customer_contact_fine', facts: { count: String(withContact.length) } },
      },
      {
        step: 'tickets',
        needs: ENTRANCE,
        run: async () => {
          const { trouble } = await attempt(() => setup.tickets(app));
          return trouble ? saidOf(trouble, app) : fine;
        },
      },
    ],
    known,
  );
}

type Attempt<Answer> = { answer: Answer; trouble: null } | { answer: null; trouble: SetupTrouble };

async function attempt<Answer>(ask: () => Promise<Answer>): Promise<Attempt<Answer>> {
  try {
    return { answer: await ask(), trouble: null };
  } catch (error) {
    return { answer: null, trouble: setupTroubleOf(error) };
  }
}

/** The one call says all of it: which step it has failed at, and that it has got past those before. */
function entrance(step: Step, asked: Attempt<AgentSetup> | null, app: WecomApp): Said {
  const trouble = asked?.trouble;
  if (!trouble) return fine;
  const failedAt = stepOf(trouble);
  if (step === failedAt) return saidOf(trouble, app);
  // Refused for its address, the secret has not been looked at.
  return step === 'secret' && trouble.ofToken && failedAt === 'trusted_ip' ? notAsked('trusted_ip') : fine;
}

function stepOf({ flaw, ofToken }: SetupTrouble): Step {
  switch (flaw) {
    case 'corp_id_unknown':
    case 'secret_wrong':
    case 'secret_of_other_corp':
    case 'address_banned':
      return 'secret';
    case 'ip_not_trusted':
      return 'trusted_ip';
    case 'app_disabled':
      return 'app_enabled';
    case 'agent_id_unknown':
    case 'agent_of_other_secret':
      return 'agent_id';
    case 'customer_api_forbidden':
    case 'wecom_throttled':
    case 'wecom_no_answer':
    case 'wecom_refused':
      return ofToken ? 'secret' : 'agent_id';
  }
}

function saidOf({ flaw, errcode, callerIp, askAgainAt }: SetupTrouble, app: WecomApp): Said {
  return {
    code: flaw,
    facts: {
      errcode: String(errcode ?? '-'),
      corpId: app.corpId,
      agentId: String(app.agentId),
      ...(flaw === 'ip_not_trusted' ? { ip: callerIp ?? '?' } : {}),
      ...(askAgainAt === null ? {} : { askAgainAt: new Date(askAgainAt).toISOString() }),
    },
  };
}

function visibleRange(agent: AgentSetup | null | undefined): Said {
  const { members = 0, departments = 0, tags = 0 } = agent?.visible ?? {};
  return members + departments + tags > 0 ? fine : { code: 'visible_range_empty' };
}

/** Host and port, to the letter (4.1). */
function oauthDomain(agent: AgentSetup | null | undefined, host: string): Said {
  const found = agent?.oauthDomain ?? '';
  if (found === host) return fine;
  return found
    ? { code: 'oauth_domain_differs', facts: { host, found } }
    : { code: 'oauth_domain_missing', facts: { host } };
}
