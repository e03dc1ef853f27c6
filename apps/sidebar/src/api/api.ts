import {
  apiPaths,
  bootstrapSchema,
  cardSchema,
  revealedPhonesSchema,
  type Bootstrap,
  type Card,
  type RevealedPhones,
} from '@sidecard/contracts';
import type { RefusedSignature } from '@sidecard/contracts/addresses';
import { askForBootstrap } from '../identity/early-bootstrap';
import { ask, read } from './client';

/** Takes over the request the early script has sent about this very url, if there is one. */
export function fetchBootstrap(
  mark: string,
  url: string,
  refused: RefusedSignature | null = null,
): Promise<Bootstrap> {
  const early = window.sidecardBootstrap;
  delete window.sidecardBootstrap;
  const answer = early?.url === url && !refused ? early.answer : askForBootstrap(mark, url, refused);
  return read(answer, bootstrapSchema);
}

export function fetchCard(mark: string, externalUserId: string, signal: AbortSignal): Promise<Card> {
  return read(ask(apiPaths.customerCard(externalUserId), { mark, signal }), cardSchema);
}

export function revealPhones(mark: string, externalUserId: string): Promise<RevealedPhones> {
  return read(ask(apiPaths.revealPhones(externalUserId), { mark, method: 'POST' }), revealedPhonesSchema);
}
