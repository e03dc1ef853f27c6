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

  constructor(readonly page: Page) {
    this.sidebar = page.frameLocator('[data-testid=sidebar-frame]');
    this.card = this.sidebar.getByTestId('customer-card');
    this.problem = this.sidebar.getByTestId('problem');
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

  async chooseChat(id: string): Promise<void> {
    await this.page.getByTestId(`chat-${id}`).click();
  }

  async chooseMember(userId: string, corpId = spruce): Promise<void> {
    await this.page.getByTestId(`account-${corpId}-${userId}`).click();
  }

  /** What the client does with its web view when another chat is clicked. */
  async onChatChange(behaviour: 'reload' | 'keep' | 'renew'): Promise<void> {
    await this.page.getByTestId('on-chat-change').selectOption(behaviour);
  }

  async showsCardOf(externalUserId: string): Promise<void> {
    await expect(this.card).toHaveAttribute('data-external-userid', externalUserId);
    await expect(this.card).toHaveAttribute('aria-busy', 'false');
  }

  async explains(code: string): Promise<void> {
    await expect(this.problem).toHaveAttribute('data-code', code);
    await expect(this.problem.getByRole('heading')).not.toBeEmpty();
  }
}

/** The simulator's switches. */
export class Faults {
  constructor(private readonly request: APIRequestContext) {}

  async switchOn(fault: object): Promise<void> {
    expect((await this.request.post('/control/faults', { data: fault })).status()).toBe(204);
  }

  clear(): Promise<void> {
    return this.switchOn({ kind: 'clear' });
  }

  /** How often the API has called this path of the platform for this corp. */
  async countCalls(path: string, corpId = spruce): Promise<number> {
    const calls: { path: string; corpId: string }[] = await (await this.request.get('/control/calls')).json();
    return calls.filter((call) => call.path === path && call.corpId === corpId).length;
  }
}
