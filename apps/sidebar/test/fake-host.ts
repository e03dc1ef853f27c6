import { createPinia, setActivePinia } from 'pinia';
import type { Host, OpenChat } from '../src/host/host.port';
import { ProblemError } from '../src/problem';
import { useCurrentChat } from '../src/stores/current-chat';
import { bootstrapAnswer, cardOf, openFakePage, settled, type FakePage } from './fake-page';

/** A client whose open chat the test decides. */
export class FakeHost implements Host {
  chat: OpenChat | ProblemError = { kind: 'customer', externalUserId: 'wmA' };
  connect = async () => {};
  own = null;
  openChat = async () => {
    if (this.chat instanceof ProblemError) throw this.chat;
    return this.chat;
  };
  onShown = () => () => {};
}

/** A page that nothing has happened to yet, and the client around it. */
export function openBesideClient(): { page: FakePage; host: FakeHost } {
  const page = openFakePage();
  setActivePinia(createPinia());
  return { page, host: new FakeHost() };
}

/** Nothing of it goes on after its test. */
export async function close(page: FakePage): Promise<void> {
  // The latest look listens for changes until another one comes.
  useCurrentChat().fail({ code: 'UNEXPECTED' });
  await page.loseNetwork();
}

/** The page as it is once the card of this customer is shown. */
export async function openedOn(page: FakePage, host: FakeHost, externalUserId: string) {
  const chat = useCurrentChat();
  host.chat = { kind: 'customer', externalUserId };
  void chat.open(host);
  await settled();
  await page.answer('/api/bootstrap', 200, bootstrapAnswer);
  await page.answer(`/api/customers/${externalUserId}/card`, 200, cardOf(externalUserId));
  return chat;
}

/** The page as it is once it knows that another chat is open, and has asked for its card. */
export async function switchTo(host: FakeHost, externalUserId: string): Promise<void> {
  host.chat = { kind: 'customer', externalUserId };
  void useCurrentChat().look();
  await settled();
}
