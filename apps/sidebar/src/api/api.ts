import {
  apiPaths,
  bootstrapSchema,
  cardSchema,
  customerContactSchema,
  revealedCrmFieldSchema,
  revealedPhonesSchema,
  type Bootstrap,
  type Card,
  type CustomerContact,
  type RevealedCrmField,
  type RevealedPhones,
} from '@sidecard/contracts';
import type { RefusedSignature } from '@sidecard/contracts/addresses';
import { askForBootstrap } from '../identity/early-bootstrap';
import { ask, read, write, type Writing } from './client';

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
  return read(ask(apiPaths.customerCard(externalUserId), mark, { signal }), cardSchema);
}

/** Refused with the reason, where the member may not see customers at all. */
export function checkCustomerContact(mark: string): Promise<CustomerContact> {
  return read(ask(apiPaths.customerContact, mark), customerContactSchema);
}

export function revealPhones(writing: Writing, externalUserId: string): Promise<RevealedPhones> {
  return read(write(apiPaths.revealPhones(externalUserId), writing), revealedPhonesSchema);
}

export function revealCrmField(
  writing: Writing,
  externalUserId: string,
  fieldId: string,
): Promise<RevealedCrmField> {
  return read(write(apiPaths.crmReveal(externalUserId), writing, { fieldId }), revealedCrmFieldSchema);
}
