import PQueue from 'p-queue';
import { nowInSeconds, type Clock } from '../clock.js';
import { Draws } from '../random.js';
import { getApp, getCorp, type App, type Corp, type World } from '../world/world.js';
import { ask } from './ask.js';
import { flawedLetter, type Flaw } from './flaws.js';
import { drawSealing, sealLetter, type Letter, type Message, type Receiver } from './letter.js';
import { messageXml, type CallbackEvent } from './message.js';
import { verifyCallbackUrl, type UrlCheck } from './verify-url.js';

/** How the platform calls back. May be changed at any time. */
export interface CallbackManners {
  /**
   * How often an event is sent at most. "Three retries" and "three times in total" are both found in the docs (6.2,
   * 9.5); whoever copes with three copes with four. 0 loses everything: delivery is not guaranteed.
   */
  attempts: number;
  /** Whether an answer other than 200 is reason enough to repeat: one official page says so, another does not (6.2). */
  repeatAfterRefusal: boolean;
  /** Milliseconds until the platform hangs up. */
  timeoutMs: number;
  /** Milliseconds for the answer when a url is verified. */
  verifyTimeoutMs: number;
  /** How many requests are under way at a time. With 1 they arrive in their order. */
  parallel: number;
}

/** One event on its way to one app. */
export interface Delivery {
  id: number;
  /** The same for all copies of an event, and for all apps that are told of it. */
  eventId: number;
  corpId: string;
  agentId: number;
  event: string;
  changeType: string | null;
  /** What is found after decrypting. */
  message: string;
  state: 'held' | 'underWay' | 'delivered' | 'givenUp';
  attempts: Attempt[];
}

export interface Attempt {
  /** Milliseconds since 1970. */
  at: number;
  /** Null when nobody has answered in time. */
  status: number | null;
  problem: string | null;
  answer: string;
}

/** Each event goes out several times: sealed anew, or as literally the same request. */
export interface Duplicates {
  times: number;
  as: 'fresh' | 'identical';
}

interface Parcel {
  delivery: Delivery;
  letter: () => Letter;
}

const LONGEST_LOG = 5_000;
const ONCE: Duplicates = { times: 1, as: 'fresh' };

/** Tells apps what has happened (chapter 6), and remembers how that went. */
export class Callbacks {
  readonly manners: CallbackManners = {
    attempts: 3,
    repeatAfterRefusal: true,
    timeoutMs: 5_000,
    verifyTimeoutMs: 1_000,
    parallel: 4,
  };
  /** The last few thousand, oldest first. */
  readonly deliveries: Delivery[] = [];
  readonly counts = { events: 0, deliveries: 0, attempts: 0, delivered: 0, givenUp: 0 };

  private readonly queue = new PQueue({ concurrency: this.manners.parallel });
  private readonly stopped = new AbortController();
  private readonly draws: Draws;
  private held: Parcel[] = [];
  private holding = false;
  private duplicates = ONCE;

  constructor(
    private readonly clock: Clock,
    private readonly world: World,
    seed: number,
  ) {
    this.draws = new Draws(seed);
  }

  /** Tells those of the apps that have set up a callback. */
  announce(corp: Corp, apps: App[], event: CallbackEvent): void {
    this.counts.events += 1;
    const xml = messageXml(corp.corpId, nowInSeconds(this.clock), event);
    const message = { xml, ofTheApp: event.fields['AgentID'] !== undefined };
    for (const { agentId, callback, enabled } of apps) {
      if (!callback || !enabled) continue;
      const receiver = { corpId: corp.corpId, agentId, settings: callback };
      for (const parcel of this.parcels(receiver, event, message)) this.handOver(parcel);
    }
  }

  /** Once nothing is on its way any more. What is held back does not count. */
  settled(): Promise<void> {
    return this.queue.onIdle();
  }

  /** What the admin console does when the url is saved. */
  verifyUrl(corpId: string, agentId: number): Promise<UrlCheck> {
    const echo = Array.from({ length: 19 }, () => this.draws.int(1, 9)).join('');
    return verifyCallbackUrl(
      this.receiver(corpId, agentId),
      echo,
      this.sealing(),
      this.manners,
      this.stopped.signal,
    );
  }

  /**
   * Sends one event that must not be believed, once. It is not in the log.
   * @param event what it would say; without one, that a customer whom somebody follows was deleted
   */
  async sendFlawed(
    corpId: string,
    agentId: number,
    flaw: Flaw,
    event = harmful(getCorp(this.world, corpId)),
  ): Promise<Attempt> {
    const receiver = this.receiver(corpId, agentId);
    const message = { xml: messageXml(corpId, nowInSeconds(this.clock), event), ofTheApp: false };
    return this.post(flawedLetter(flaw, { receiver, message, sealing: this.sealing() }));
  }

  duplicate(duplicates = ONCE): void {
    this.duplicates = duplicates;
  }

  /** Events wait from now on. */
  hold(): void {
    this.holding = true;
  }

  /** What has waited goes out, in its order or in any other, and nothing waits any more. */
  release(order: 'kept' | 'shuffled' = 'kept'): void {
    const released = order === 'kept' ? this.held : this.draws.shuffled(this.held);
    this.held = [];
    this.holding = false;
    for (const parcel of released) this.send(parcel);
  }

  /** What is switched on, and how many deliveries wait. */
  state(): { duplicates: Duplicates; holding: boolean; held: number } {
    return { duplicates: this.duplicates, holding: this.holding, held: this.held.length };
  }

  forget(): void {
    this.deliveries.length = 0;
    Object.assign(this.counts, { events: 0, deliveries: 0, attempts: 0, delivered: 0, givenUp: 0 });
  }

  async close(): Promise<void> {
    this.queue.clear();
    this.stopped.abort();
    await this.settled();
  }

  private parcels(receiver: Receiver, { event, fields }: CallbackEvent, message: Message): Parcel[] {
    const { times, as } = this.duplicates;
    const seal = () => sealLetter(receiver, message, this.sealing());
    let same: Letter | undefined;
    return Array.from({ length: times }, (): Parcel => {
      this.counts.deliveries += 1;
      const changeType = fields['ChangeType'];
      const delivery: Delivery = {
        id: this.counts.deliveries,
        eventId: this.counts.events,
        corpId: receiver.corpId,
        agentId: receiver.agentId,
        event,
        changeType: typeof changeType === 'string' ? changeType : null,
        message: message.xml,
        state: 'held',
        attempts: [],
      };
      this.deliveries.push(delivery);
      if (this.deliveries.length > LONGEST_LOG) this.deliveries.shift();
      // Sealed when it leaves: what was held back is not signed for long ago.
      return { delivery, letter: as === 'identical' ? () => (same ??= seal()) : seal };
    });
  }

  private handOver(parcel: Parcel): void {
    if (this.holding) this.held.push(parcel);
    else this.send(parcel);
  }

  private send({ delivery, letter }: Parcel): void {
    delivery.state = 'underWay';
    this.queue.concurrency = this.manners.parallel;
    void this.queue.add(() => this.deliver(delivery, letter()));
  }

  /** The same request again: nothing says that the platform would seal it anew. */
  private async deliver(delivery: Delivery, letter: Letter): Promise<void> {
    while (delivery.attempts.length < this.manners.attempts && !this.stopped.signal.aborted) {
      this.counts.attempts += 1;
      const attempt = await this.post(letter);
      delivery.attempts.push(attempt);
      if (attempt.status === 200) {
        delivery.state = 'delivered';
        this.counts.delivered += 1;
        return;
      }
      if (attempt.status !== null && !this.manners.repeatAfterRefusal) break;
    }
    delivery.state = 'givenUp';
    this.counts.givenUp += 1;
  }

  private async post({ url, body }: Letter): Promise<Attempt> {
    const init = { method: 'POST', body, headers: { 'content-type': 'text/xml' } };
    const { answer, ...outcome } = await ask(url, init, this.manners.timeoutMs, this.stopped.signal);
    return { at: this.clock.now(), ...outcome, answer: answer.toString() };
  }

  private receiver(corpId: string, agentId: number): Receiver {
    const { callback } = getApp(getCorp(this.world, corpId), agentId);
    if (!callback) throw new Error(`app ${agentId} of ${corpId} has set up no callback`);
    return { corpId, agentId, settings: callback };
  }

  private sealing() {
    return drawSealing(this.draws, nowInSeconds(this.clock));
  }
}

function harmful({ customers }: Corp): CallbackEvent {
  const [customer] = customers;
  return {
    from: 'sys',
    event: 'change_external_contact',
    fields: {
      ChangeType: 'del_external_contact',
      UserID: customer?.relations[0]?.userId,
      ExternalUserID: customer?.externalUserId,
    },
  };
}
