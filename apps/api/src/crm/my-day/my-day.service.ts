import { Inject, Injectable } from '@nestjs/common';
import type { MyDay } from '@sidecard/contracts';
import { AuditLog } from '../../audit/index.js';
import type { CurrentMember } from '../../auth/index.js';
import { Corps } from '../../config/corps.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { dayAt, daysAgo, daysSince } from '../calendar.js';
import { OwnRelationsService } from '../customers/own-relations.service.js';
import { BELIEVED_MS } from '../freshness.js';
import { MyDayRepository } from './my-day.repository.js';

/** The most of either list that are shown. */
const SHOWN = 50;
/** So much of a note says what was to be done. Characters. */
const NOTE_BEGINS = 80;

/** Whom a member is to be in touch with today. */
@Injectable()
export class MyDayService {
  constructor(
    private readonly days: MyDayRepository,
    private readonly relations: OwnRelationsService,
    private readonly corps: Corps,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Of the member's own customers alone, each a relation that WeCom has confirmed within a day, and each written down as seen.
   * @throws WecomError when WeCom can't be asked and nothing is known that is that young, and when it refuses
   */
  async of(member: CurrentMember): Promise<MyDay> {
    const trouble = await this.relations.ask(member);
    const { nightly, quietAfterDays } = this.corps.get(member).corp;
    const now = this.clock.now();
    const today = dayAt(now, nightly.timeZone);
    const since = now - BELIEVED_MS;
    // One more than is shown says whether there are others.
    const [due, quiet] = await Promise.all([
      this.days.due(member, since, today, SHOWN + 1),
      this.days.quiet(member, since, daysAgo(quietAfterDays, now), SHOWN + 1),
    ]);
    if (trouble && !(await this.days.knowsAny(member, since))) throw trouble;
    const shown = { due: due.slice(0, SHOWN), quiet: quiet.slice(0, SHOWN) };
    await this.audit.record(
      member,
      [...shown.due, ...shown.quiet].map(({ externalUserId }) => ({
        action: 'customer_listed',
        externalUserId,
        access: 'own',
      })),
    );
    return {
      today,
      due: {
        customers: shown.due.map(({ note, ...one }) => ({ ...one, note: beginningOf(note) })),
        hasMore: due.length > SHOWN,
      },
      quiet: {
        customers: shown.quiet.map(({ lastAt, ...one }) => ({
          ...one,
          quietForDays: daysSince(lastAt, now),
        })),
        hasMore: quiet.length > SHOWN,
        afterDays: quietAfterDays,
      },
    };
  }
}

/** Whole signs: a surrogate pair is one. */
function beginningOf(note: string): string {
  const signs = Array.from(note);
  return signs.length > NOTE_BEGINS ? `${signs.slice(0, NOTE_BEGINS).join('')}…` : note;
}
