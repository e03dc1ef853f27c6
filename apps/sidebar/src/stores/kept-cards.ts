import type { Card } from '@sidecard/contracts';

/** Somebody who comes back to a chat within this time sees the card at once. Milliseconds. */
const AGE_MS = 5 * 60_000;
const COUNT = 20;

/** Cards this web view has seen lately, to be drawn at once and refreshed behind. In memory only. */
export class KeptCards {
  private readonly cards = new Map<string, { card: Card; at: number }>();

  get(externalUserId: string): Card | null {
    const kept = this.cards.get(externalUserId);
    return kept && Date.now() - kept.at < AGE_MS ? kept.card : null;
  }

  keep(card: Card): void {
    this.cards.delete(card.externalUserId);
    this.cards.set(card.externalUserId, { card, at: Date.now() });
    const [oldest] = this.cards.keys();
    if (this.cards.size > COUNT && oldest) this.cards.delete(oldest);
  }

  /** The card may not be seen any more, or could not be confirmed. */
  forget(externalUserId: string): void {
    this.cards.delete(externalUserId);
  }
}
