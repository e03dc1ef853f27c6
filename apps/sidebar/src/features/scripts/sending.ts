import type { Script, ScriptPart, ScriptSending, SendingResult } from '@sidecard/contracts';
import { defineStore } from 'pinia';
import { reactive, shallowRef } from 'vue';
import type { ChatHost, ChatMessage } from '../../host/host.port';
import { randomUuid } from '../../identity/random';
import { addUntold, dropUntold, untoldSendingsOf } from '../../identity/untold-sendings';
import { problemOf, ProblemError, type Problem, type ProblemCode } from '../../problem';
import { useCurrentChat } from '../../stores/current-chat';
import { useSession } from '../../stores/session';
import { fillPart, type Values } from './fill';
import { prepareScript, tellSending } from './requests';
import { isSame, keyOf, placeOf, type Target } from './target';

/** How it stands with one message. */
export interface PartState {
  state: 'waiting' | 'sending' | SendingResult;
  /** Why the client has refused it. */
  problem: Problem | null;
}

/** One script on its way into one chat. */
export interface Sending {
  script: Script;
  target: Target;
  parts: PartState[];
  isUnderWay: boolean;
  /** What has stopped it before a message was tried. */
  problem: Problem | null;
  /** By which it is written down; null where there is nothing to be written. */
  sendingId: string | null;
  /** Whether it could not be written down so far. */
  isUntold: boolean;
}

/** With these the server has said no, and will say it again: there is nowhere to write it down any more. */
const lastWords: ProblemCode[] = [
  'INVALID_REQUEST',
  'NOT_OWN_CUSTOMER',
  'RELATION_ENDED',
  'CUSTOMER_NOT_FOUND',
  'GROUP_CHAT_NOT_FOUND',
  'SCRIPT_NOT_FOUND',
];

/** Sends scripts, message by message. It goes on while the member looks at another page. */
export const useSending = defineStore('script-sending', () => {
  const chat = useCurrentChat();
  const session = useSession();
  /** The latest. */
  const sending = shallowRef<Sending | null>(null);

  /**
   * From one of its messages on. It ends with the first that does not go out: what follows would make no sense alone.
   * @param values for its variables; all of them are there
   */
  async function send(
    host: Pick<ChatHost, 'openChat' | 'send'>,
    script: Script,
    target: Target,
    values: Values,
    from = 0,
  ): Promise<void> {
    if (sending.value?.isUnderWay) return;
    const before = from > 0 ? sending.value?.parts : undefined;
    const now = reactive<Sending>({
      script,
      target,
      parts: script.parts.map(
        (_part, index) => (index < from ? before?.[index] : null) ?? { state: 'waiting', problem: null },
      ),
      isUnderWay: true,
      problem: null,
      sendingId: null,
      isUntold: false,
    });
    sending.value = now;
    const results: ScriptSending['results'] = [];
    try {
      const messages = await messagesOf(script, values);
      for (let index = from; index < messages.length; index += 1) {
        const [message, part] = [messages[index], now.parts[index]];
        if (!message || !part) break;
        // A message names no chat: it goes into the one that is open, which may be another by now.
        if (!isSame(target, await host.openChat())) throw new ProblemError({ code: 'CHAT_CHANGED' });
        part.state = 'sending';
        const result = await sendOne(host, message, part);
        part.state = result;
        results.push({ part: index, result });
        if (result !== 'sent') break;
      }
    } catch (thrown) {
      now.problem = await session.proveAgain(problemOf(thrown));
      if (now.problem.code === 'CHAT_CHANGED') void chat.look();
    }
    if (results.length > 0) {
      now.sendingId = randomUuid();
      const untold = { sendingId: now.sendingId, scriptId: script.scriptId, results };
      addUntold(session.person(), { target: placeOf(target), sending: untold });
      await tell();
    }
    now.isUnderWay = false;
  }

  /** Writes down what has come of all that is not written yet, from before a reload too. Told twice, it is still one. */
  async function tell(): Promise<void> {
    try {
      const person = session.person();
      for (const { target, sending: untold } of untoldSendingsOf(person)) {
        await tellSending(session.mark(), target, untold).catch((thrown: unknown) => {
          if (!lastWords.includes(problemOf(thrown).code)) throw thrown;
        });
        dropUntold(person, untold.sendingId);
      }
    } catch (thrown) {
      await session.proveAgain(problemOf(thrown));
    }
    const latest = sending.value;
    if (latest && session.bootstrap) latest.isUntold = isKept(latest.sendingId);
  }

  function isKept(sendingId: string | null): boolean {
    return untoldSendingsOf(session.person()).some((untold) => untold.sending.sendingId === sendingId);
  }

  async function messagesOf(script: Script, values: Values): Promise<ChatMessage[]> {
    const { media } = await prepareScript(session.mark(), script.scriptId, script.version);
    const names = new Map(media.map(({ mediaId, wecomMediaId }) => [mediaId, wecomMediaId]));
    return script.parts.map((part) => toMessage(fillPart(part, values), names));
  }

  /** What is under way, or was, of this script in this chat. */
  function of(script: Script | null, target: Target | null): Sending | null {
    const latest = sending.value;
    const isIt =
      latest?.script.scriptId === script?.scriptId &&
      latest?.script.version === script?.version &&
      target !== null &&
      latest?.target.kind === target.kind &&
      keyOf(latest.target) === keyOf(target);
    return isIt ? latest : null;
  }

  /** The member has seen what came of it. */
  function dismiss(): void {
    if (!sending.value?.isUnderWay) sending.value = null;
  }

  return { sending, send, tell, of, dismiss };
});

/** Whether nothing of it is left to be sent. */
export function isWhole({ parts }: Sending): boolean {
  return parts.every(({ state }) => state !== 'waiting') && parts[parts.length - 1]?.state === 'sent';
}

/** The message that has not gone out, so that those after it wait. Null before it is tried, and when there is none. */
export function stoppedAt({ parts }: Sending): number | null {
  const waiting = parts.findIndex(({ state }) => state === 'waiting');
  const last = (waiting < 0 ? parts.length : waiting) - 1;
  const state = parts[last]?.state ?? 'sent';
  return state === 'sent' ? null : last;
}

async function sendOne(
  host: Pick<ChatHost, 'send'>,
  message: ChatMessage,
  part: PartState,
): Promise<SendingResult> {
  try {
    return await host.send(message);
  } catch (thrown) {
    part.problem = problemOf(thrown);
    return part.problem.code === 'CLIENT_SILENT' ? 'unknown' : 'refused';
  }
}

function toMessage(part: ScriptPart, names: Map<string, string>): ChatMessage {
  switch (part.kind) {
    case 'text':
    case 'link':
      return part;
    case 'image':
    case 'file':
      return { kind: part.kind, wecomMediaId: names.get(part.mediaId) ?? '' };
  }
}
