import type { Host, OpenChat } from '../src/host/host.port';
import { ProblemError } from '../src/problem';
import { useCurrentChat } from '../src/stores/current-chat';
import { bootstrapAnswer, cardOf, settled, type FakePage } from './fake-page';

/** A client whose open chat the test decides. */
export class FakeHost implements Host {
  chat: OpenChat | ProblemError = { kind: 'customer', externalUserId: 'wmA' };
  connect = async () => {};
  openChat = async () => {
    if (this.chat instanceof ProblemError) throw this.chat;
    return this.chat;
  };
  onShown = () => () => {};
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
