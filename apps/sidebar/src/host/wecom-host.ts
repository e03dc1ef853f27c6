import type { Bootstrap } from '@sidecard/contracts';
import {
  EntryType,
  ensureConfigReady,
  getContext,
  getCurExternalChat,
  getCurExternalContact,
  invoke,
  register,
  sendChatMessage,
} from '@wecom/jssdk';
import { ProblemError } from '../problem';
import { within } from '../within';
import { hostProblem } from './host-problem';
import type { ChatHost, OpenChat } from './host.port';
import { onPageShown } from './page-shown';

/** How long the client may take for one step. The SDK has no deadlines of its own (5.3, fact 8). Milliseconds. */
const STEP_MS = 6_000;

/** Which profile: 1 would be a colleague's (5.5). */
const OF_A_CUSTOMER = 2;

/** The only file that knows `@wecom/jssdk`. The SDK reads the user agent once, when it is loaded. */
export const wecomHost: ChatHost = {
  async connect(bootstrap, signedUrl, renew) {
    window.addEventListener('unhandledrejection', ignoreStrayRejection);
    let signed = { url: signedUrl, bootstrap: Promise.resolve(bootstrap) };
    const signatures = async (url: string) => {
      if (url !== signed.url) signed = { url, bootstrap: renew(url) };
      return (await signed.bootstrap).jssdk;
    };
    register({
      corpId: bootstrap.corp.corpId,
      agentId: bootstrap.app.agentId,
      jsApiList: [
        'getContext',
        'getCurExternalContact',
        'getCurExternalChat',
        'openEnterpriseChat',
        'openUserProfile',
        'sendChatMessage',
      ],
      getConfigSignature: async (url) => toSdk((await signatures(url)).config),
      getAgentConfigSignature: async (url) => toSdk((await signatures(url)).agentConfig),
    });
    try {
      await step<unknown>(ensureConfigReady());
    } catch (thrown) {
      const by = refusedBy(thrown);
      if (!by) throw thrown;
      // Its ticket may have died before its time. The SDK tries again with what we sign next (5.3, fact 7).
      const { jssdk } = await signed.bootstrap;
      signed = { url: signed.url, bootstrap: renew(signed.url, { by, ...jssdk[by] }) };
      await signed.bootstrap;
      await step<unknown>(ensureConfigReady());
    }
  },

  async openChat(): Promise<OpenChat> {
    const { entry } = await step(getContext());
    switch (entry) {
      case EntryType.single_chat_tools:
      case EntryType.single_kf_tools:
      case EntryType.contact_profile:
        return { kind: 'customer', externalUserId: (await step(getCurExternalContact())).userId };
      case EntryType.group_chat_tools:
        return { kind: 'group', chatId: (await step(getCurExternalChat())).chatId };
      default:
        return { kind: 'none', problem: { code: 'NOT_BESIDE_A_CHAT', technical: `entry ${entry}` } };
    }
  },

  // The SDK's own functions for both only name the parameters, and each weighs on the first view (5.5).
  own: {
    openChat: async (externalUserIds) => {
      await step(invoke('openEnterpriseChat', { externalUserIds, groupName: '', chatId: '' }));
    },
    openProfile: async (userid) => {
      await step(invoke('openUserProfile', { type: OF_A_CUSTOMER, userid }));
    },
  },

  send: async (message) => (await import('./send-message')).sendBy(sendChatMessage, message),

  onShown: onPageShown,
};

async function step<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await within(STEP_MS, work);
  } catch (thrown) {
    throw hostProblem(thrown);
  }
}

/** Whose signature the client calls invalid, when that is what it says. */
function refusedBy(thrown: unknown): 'config' | 'agentConfig' | null {
  if (!(thrown instanceof ProblemError)) return null;
  const { code, technical = '' } = thrown.problem;
  if (code !== 'SIGNATURE_REFUSED' || !/invalid signature|40093|42012/i.test(technical)) return null;
  return technical.startsWith('agentConfig') ? 'agentConfig' : 'config';
}

function toSdk({ timestamp, nonceStr, signature }: Bootstrap['jssdk']['config']) {
  return { timestamp: String(timestamp), nonceStr, signature };
}

/** `register` starts the config without catching: its failure reaches us twice (5.3, fact 9). */
function ignoreStrayRejection(event: PromiseRejectionEvent): void {
  if (/^(agentConfig|config|preVerifyJSAPI):/.test(String(Object(event.reason).errMsg)))
    event.preventDefault();
}
