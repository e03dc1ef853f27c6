import { expect } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { CookieJar } from 'tough-cookie';
import type { System } from '../support/system.js';
import { WebView, type Answer } from '../support/web-view.js';
import { serves, trace, tracesIn, type Account } from './traced-world.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What must have been written down, in the words of the audit log. */
export interface Deed {
  corpId: string;
  userId: string;
  action: string;
  externalUserId: string;
}

/** What all web views of one schedule share. */
export interface Device {
  system: System;
  jar: CookieJar;
  deeds: Deed[];
  /** When the sessions of an account were revoked last, ms since 1970. */
  revokedAt: Map<Account, number>;
}

/** Whom a web view has proved, and when its session was last pushed out. ms since 1970. */
interface Proof {
  account: Account;
  provedAt: number;
  seenAt: number;
}

/**
 * One web view, doing what the page does, and a model of it beside it: every answer must be about the account that this
 * very web view has proved last, whoever is logged in on the device by now.
 */
export class TracedView {
  private webView: WebView | null = null;
  private proof: Proof | null = null;
  private chat = '';
  private account: Account | null = null;

  constructor(private readonly device: Device) {}

  /** The chat beside it. */
  get openChat(): string {
    return this.chat;
  }

  async open(account: Account, chat: string): Promise<void> {
    this.account = account;
    this.chat = chat;
    this.webView = new WebView(this.device.system, account.app, account.userId, this.device.jar);
    await this.prove();
    await this.showCard();
  }

  close(): void {
    this.webView = null;
    this.proof = null;
  }

  async reopen(): Promise<void> {
    if (this.account) await this.open(this.account, this.chat);
  }

  /** Another account logs in on the device, in the same app; this web view stays as it is until it must prove itself. */
  switchAccount(account: Account): void {
    if (this.account && account.app.corpId === this.account.app.corpId) this.account = account;
  }

  async switchChat(chat: string): Promise<void> {
    this.chat = chat;
    await this.showCard();
  }

  async showCard(): Promise<void> {
    const chat = this.chat;
    const answer = await this.asked((webView) => webView.card(chat));
    if (answer) this.mayOnlyTellOf(answer, chat, 'card_viewed');
  }

  async bootstrap(): Promise<void> {
    const answer = await this.asked((webView) => webView.bootstrap());
    if (!answer || !this.proof) return;
    const { app, userId } = this.proof.account;
    expect(answer.body).toMatchObject({
      corp: { corpId: app.corpId },
      app: { agentId: app.agentId },
      member: { userId: userId.toLowerCase() },
    });
    for (const told of tracesIn(JSON.stringify(answer.body)))
      expect(told).toMatchObject({ kind: 'member', corpId: app.corpId, userId: userId.toLowerCase() });
  }

  async reveal(): Promise<void> {
    const chat = this.chat;
    const answer = await this.asked((webView) => webView.revealPhones(chat));
    if (answer) this.mayOnlyTellOf(answer, chat, 'phones_revealed');
  }

  /** @param openChat the chat beside the page when the note is sent: perhaps no longer the one it was typed for */
  async write(openChat: string): Promise<void> {
    const chat = this.chat;
    const followUpId = randomUUID();
    const answer = await this.asked((webView) => {
      // The page signs with nothing; what tells afterwards who it was is who had been proved when it was sent.
      const { app, userId } = this.proof?.account ?? { app: webView.app, userId: webView.userId };
      const note = trace({
        kind: 'note',
        corpId: app.corpId,
        userId: userId.toLowerCase(),
        externalUserId: chat,
      });
      return webView.addFollowUp(chat, note, { followUpId, openChat });
    });
    if (!answer) return;
    if (openChat === chat) this.mayOnlyTellOf(answer, chat, 'follow_up_added');
    else expect(answer).toMatchObject({ status: 409, body: { code: 'CHAT_CHANGED' } });
  }

  /** Asks as the page does: where the session has ended the page proves itself again, and asks once more. */
  private async asked<Body>(ask: (webView: WebView) => Promise<Answer<Body>>): Promise<Answer<Body> | null> {
    if (!this.webView || !this.proof) return null;
    const isOver = this.isOver(this.proof);
    const answer = await ask(this.webView);
    expect({ isOver, code: isOver && answer.body.code }).toEqual({
      isOver: answer.status === 401,
      code: isOver && 'SESSION_CHANGED',
    });
    if (!isOver) {
      this.touch(this.proof);
      return answer;
    }
    await this.prove();
    return ask(this.webView);
  }

  private async prove(): Promise<void> {
    const { webView, account } = this;
    if (!webView || !account) return;
    // The client attaches whoever is logged in on the device now.
    const callback = await webView.authorize(await webView.beginLogin(), {
      kind: 'member',
      userId: account.userId,
    });
    expect((await webView.request(callback)).status).toBe(302);
    const now = this.device.system.clock.now();
    this.proof = { account, provedAt: now, seenAt: now };
  }

  private isOver({ account, provedAt, seenAt }: Proof): boolean {
    const now = this.device.system.clock.now();
    const revoked = provedAt <= (this.device.revokedAt.get(account) ?? -1);
    return revoked || now - seenAt > 8 * HOUR_MS || now - provedAt > 24 * HOUR_MS;
  }

  private touch(proof: Proof): void {
    const now = this.device.system.clock.now();
    if (now - proof.seenAt > 5 * MINUTE_MS) proof.seenAt = now;
  }

  /** The heart of it: an answer tells of this corp, this customer and this member alone, or is the refusal due. */
  private mayOnlyTellOf(answer: Answer, externalUserId: string, action: string): void {
    if (!this.proof) throw new Error('an answer without anybody who asked');
    const { account } = this.proof;
    const { corpId } = account.app;
    const userId = account.userId.toLowerCase();
    const told = tracesIn(JSON.stringify(answer.body));
    if (!serves(this.device.system.simulator.world, account, externalUserId)) {
      expect(answer).toMatchObject({ status: 404, body: { code: 'CUSTOMER_NOT_FOUND' } });
      expect(told).toEqual([]);
      return;
    }
    expect(answer.status).toBeLessThan(300);
    expect(told.length).toBeGreaterThan(0);
    for (const { kind, ...owner } of told) {
      // Names of colleagues and their notes about this customer are for everybody who serves them.
      if (kind === 'member') expect(owner.corpId).toBe(corpId);
      else if (kind === 'name') expect(owner).toEqual({ corpId, userId: '-', externalUserId });
      else if (kind === 'note') expect(owner).toMatchObject({ corpId, externalUserId });
      else expect(owner).toEqual({ corpId, userId, externalUserId });
    }
    this.device.deeds.push({ corpId, userId, action, externalUserId });
  }
}
