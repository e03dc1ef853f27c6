import {
  expect,
  type APIRequestContext,
  type Frame,
  type FrameLocator,
  type Locator,
  type Page,
} from '@playwright/test';

export const spruce = 'wwspruce0a1b2c3d4e';
export const begonia = 'wwbegonia5f6a7b8c9d';

/** The simulated desktop client, as a person uses it. */
export class Client {
  readonly sidebar: FrameLocator;
  readonly card: Locator;
  readonly problem: Locator;
  /** What the member calls the customer, and what the customer calls themselves. */
  readonly title: Locator;
  readonly name: Locator;
  readonly note: Locator;
  readonly save: Locator;

  constructor(readonly page: Page) {
    this.sidebar = page.frameLocator('[data-testid=sidebar-frame]');
    this.card = this.sidebar.getByTestId('customer-card');
    this.problem = this.sidebar.getByTestId('problem');
    this.title = this.card.getByTestId('customer-title');
    this.name = this.card.getByTestId('customer-name');
    this.note = this.card.getByTestId('note');
    this.save = this.card.getByTestId('save-note');
  }

  /** The frame itself, once it shows a page of ours. */
  sidebarFrame(): Frame {
    const frame = this.page.frames().find((candidate) => candidate.url().includes('/s/'));
    if (!frame) throw new Error('no sidebar is open');
    return frame;
  }

  async open(): Promise<void> {
    await this.page.goto('/');
  }

  /** The platform's name for the web view that is open now. */
  async webViewId(): Promise<string> {
    const name = await this.page.getByTestId('sidebar-frame').getAttribute('name');
    return name?.split(':')[1] ?? '';
  }

  /** Loads the page again, as a client does that has lost it. */
  async reload(): Promise<void> {
    const frame = this.sidebarFrame();
    await Promise.all([
      this.page.waitForEvent('framenavigated', (one) => one === frame),
      // The answer may be lost with the page.
      frame.evaluate(() => location.reload()).catch(() => undefined),
    ]);
  }

  async chooseChat(id: string): Promise<void> {
    await this.page.getByTestId(`chat-${id}`).click();
  }

  account(userId: string, corpId = spruce): Locator {
    return this.page.getByTestId(`account-${corpId}-${userId}`);
  }

  /** Until the client shows this member's chats: those of the last one are clicked as easily. */
  async chooseMember(userId: string, corpId = spruce): Promise<void> {
    await this.account(userId, corpId).click();
    await expect(this.account(userId, corpId)).toHaveAttribute('aria-pressed', 'true');
  }

  /** What the client does with its web view when another chat is clicked. */
  async onChatChange(behaviour: 'reload' | 'keep' | 'renew'): Promise<void> {
    await this.page.getByTestId('on-chat-change').selectOption(behaviour);
  }

  /** The page gets the focus as by Tab, nothing in it yet, and is done asking whose chat is open. */
  async focusOn(externalUserId: string): Promise<void> {
    const card = this.page.waitForResponse(`**/customers/${externalUserId}/card`);
    await this.page.getByTestId('sidebar-frame').focus();
    await card;
    await this.showsCardOf(externalUserId);
  }

  /** The page gets the focus from the client around it, with which it asks whose chat is open, and is done asking. */
  async bringFocusTo(externalUserId: string): Promise<void> {
    const card = this.page.waitForResponse(`**/customers/${externalUserId}/card`);
    await this.note.click();
    await card;
    await this.showsCardOf(externalUserId);
  }

  async writeNote(note: string): Promise<void> {
    await this.note.fill(note);
    await this.save.click();
    await expect(this.card.getByTestId('follow-ups')).toContainText(note);
    await expect(this.note).toHaveValue('');
  }

  async showsCardOf(externalUserId: string): Promise<void> {
    await expect(this.card).toHaveAttribute('data-external-userid', externalUserId);
    await expect(this.card).toHaveAttribute('aria-busy', 'false');
  }

  /** Until what is on the card has been drawn, pictures and all. */
  async showsPictures(): Promise<void> {
    await this.card
      .locator('img')
      .evaluateAll((images: HTMLImageElement[]) => Promise.allSettled(images.map((image) => image.decode())));
  }

  async explains(code: string): Promise<void> {
    await expect(this.problem).toHaveAttribute('data-code', code);
    await expect(this.problem.getByRole('heading')).not.toBeEmpty();
  }
}

/** The simulator's switches, and what administrators do in their console. All of it ends with the journey. */
export class Faults {
  private readonly undo: (() => Promise<void>)[] = [];

  constructor(private readonly request: APIRequestContext) {}

  async switchOn(fault: object): Promise<void> {
    expect((await this.request.post('/control/faults', { data: fault })).status()).toBe(204);
  }

  async clear(): Promise<void> {
    await this.switchOn({ kind: 'clear' });
    for (const back of this.undo.splice(0).toReversed()) await back();
  }

  /** @param before what it was, to be set again when the journey is over */
  async changeApp(agentId: number, change: object, before: object): Promise<void> {
    await this.console(`apps/${agentId}`, change, before);
  }

  async changeMember(userId: string, change: object, before: object): Promise<void> {
    await this.console(`members/${userId}`, change, before);
  }

  /**
   * Lets something happen on somebody's phone, or in the console.
   * @param back what makes it as it was, when the journey is over
   */
  async happen(happening: object, back?: object): Promise<void> {
    const send = (data: object) =>
      this.request.post('/control/happenings', { data: { corpId: spruce, ...data } });
    const answer = await send(happening);
    expect(answer.ok(), await answer.text()).toBe(true);
    if (back) this.undo.push(async () => void (await send(back)));
  }

  /** The client attaches somebody else to what this web view asks from now on. */
  async setVisitor(webViewId: string, visitor: object): Promise<void> {
    const path = `/control/web-views/${webViewId}/visitor`;
    expect((await this.request.put(path, { data: visitor })).status()).toBe(204);
  }

  /** The client shows another chat and does not tell the page. */
  async moveChat(webViewId: string, externalUserId: string): Promise<void> {
    const path = `/client/web-views/${webViewId}/chat`;
    expect((await this.request.put(path, { data: { kind: 'external', externalUserId } })).status()).toBe(204);
  }

  /** How often the API has asked the platform who somebody is. */
  countLogins(): Promise<number> {
    return this.countCalls('/auth/getuserinfo');
  }

  private async console(what: string, change: object, before: object): Promise<void> {
    const path = `/control/corps/${spruce}/${what}`;
    expect((await this.request.patch(path, { data: change })).status()).toBe(204);
    this.undo.push(async () => {
      await this.request.patch(path, { data: before });
    });
  }

  /** How often the API has called this path of the platform for this corp. */
  async countCalls(path: string, corpId = spruce): Promise<number> {
    const calls: { path: string; corpId: string }[] = await (await this.request.get('/control/calls')).json();
    return calls.filter((call) => call.path === path && call.corpId === corpId).length;
  }
}
