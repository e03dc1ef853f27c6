import { randomUUID } from 'node:crypto';
import type { Frame, Request } from '@playwright/test';

/** What the page has sent with its own requests: whose web view it is, and which chat is open. */
export interface Speaking {
  mark: string;
  externalUserId: string;
}

export interface Answered {
  /** How often each was answered: `GET 200`, `POST 503 NOT_READY`. */
  counts: Record<string, number>;
  /** Notes that were acknowledged. */
  saved: string[];
}

/** Requests of a page, several at a time, until they are told to stop: the card, who is asking, and every tenth a note. */
export class Load {
  private constructor(
    private readonly frame: Frame,
    private readonly result: Promise<Answered>,
  ) {}

  static begin(frame: Frame, speaking: Speaking): Load {
    return new Load(frame, frame.evaluate(ask, { ...speaking, run: randomUUID() }));
  }

  async end(): Promise<Answered> {
    await this.frame.evaluate(() => Object.assign(window, { isEnough: true }));
    return this.result;
  }
}

export function speakingOf(request: Request, externalUserId: string): Speaking {
  return { mark: request.headers()['x-sidecard-web-view'] ?? '', externalUserId };
}

/** In the page. */
async function ask({ mark, externalUserId, run }: Speaking & { run: string }): Promise<Answered> {
  const AT_A_TIME = 2;
  const answered: Answered = { counts: {}, saved: [] };
  const customer = `/api/customers/${externalUserId}`;
  const headers = { 'x-sidecard-web-view': mark, 'x-sidecard-chat': externalUserId };
  Object.assign(window, { isEnough: false });
  let asked = 0;
  const count = async (answer: Response) => {
    const { code = '' } = answer.ok ? {} : await answer.json().catch(() => ({ code: 'NO_JSON' }));
    const what = `${answer.status} ${code}`.trim();
    answered.counts[what] = (answered.counts[what] ?? 0) + 1;
  };
  const keepAsking = async () => {
    while (!('isEnough' in window && window.isEnough)) {
      asked += 1;
      if (asked % 10 !== 0) {
        await count(await fetch(`${customer}/card`, { headers }));
        continue;
      }
      const note = `${run} ${asked}`;
      const answer = await fetch(`${customer}/follow-ups`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ followUpId: crypto.randomUUID(), note }),
      });
      if (answer.ok) answered.saved.push(note);
      await count(answer);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, keepAsking));
  return answered;
}
