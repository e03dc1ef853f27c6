import { Readable } from 'node:stream';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Corps } from '../../config/corps.js';
import { LiveChanges } from '../../live/index.js';
import { Leaving } from '../../platform/leaving.js';
import { CustomersRepository } from '../customers/customers.repository.js';

/** Something is said this often, so that whoever stands between does not take the silence for an end. Milliseconds. */
const BEAT_MS = 20_000;
/** Then the page asks again, and passes the guards again. Milliseconds. */
const LONGEST_MS = 10 * 60_000;

/**
 * Tells an open card that it looks different now, by server-sent events: nothing but the id of the change. What has
 * changed the page asks for as for any card.
 */
@Injectable()
export class CustomerLiveService implements BeforeApplicationShutdown {
  private readonly open = new Set<Readable>();
  private isOver = false;

  constructor(
    private readonly live: LiveChanges,
    private readonly customers: CustomersRepository,
    private readonly leaving: Leaving,
    corps: Corps,
  ) {
    // Whoever is no longer served is told so by the guards.
    corps.beforeReplacing(async () => () => this.endAll());
  }

  /** @param seen the id of the last change the page has seen: a later one is told at once */
  stream(corpId: string, externalUserId: string, seen: string | null): Readable {
    const stream = new Readable({ read: () => {} });
    let told = seen;
    const look = async () => {
      const changeId = await this.customers.findChangeId(corpId, externalUserId);
      if (stream.destroyed || changeId === null || changeId === told) return;
      told = changeId;
      stream.push(`id: ${changeId}\nevent: changed\ndata: {}\n\n`);
    };
    // One that can't be looked up now is found out when the page looks.
    const onChange = () => void look().catch(() => undefined);
    const stop = this.live.follow(corpId, externalUserId, onChange);
    const beat = setInterval(() => stream.push(': still here\n\n'), BEAT_MS);
    const end = setTimeout(() => stream.push(null), LONGEST_MS);
    this.open.add(stream);
    stream.once('close', () => {
      stop();
      clearInterval(beat);
      clearTimeout(end);
      this.open.delete(stream);
    });
    // The answer begins now, not with the first change.
    stream.push(': here\n\n');
    onChange();
    if (this.isOver) stream.push(null);
    return stream;
  }

  /** Pages move on to another process: not before that is where they get. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.leaving.lastMoment();
    this.isOver = true;
    this.endAll();
  }

  private endAll(): void {
    for (const stream of this.open) stream.push(null);
  }
}
