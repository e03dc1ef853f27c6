import type { OwnCustomer } from '../customers/customers.repository.js';
import { spells } from './spelling.js';

/** The fewer digits, the more phones have them. */
const FEWEST_DIGITS = 4;

/** How well something fits what is typed: the less the better. */
const EQUAL = 0;
const BEGINS = 1;
const CONTAINS = 2;
const NOT = 3;

interface Found {
  customer: OwnCustomer;
  /** The phone by which they were found, where nothing else fits as well. */
  phone: string | null;
}

/**
 * Whom of these customers somebody means by what they have typed: a part of the name, the remark, a company or a phone,
 * or how the name or remark is spelled. What is typed begins, or is all of it, comes first; otherwise the order stays.
 * @param text empty: all of them
 */
export function soughtIn(customers: OwnCustomer[], text: string): Found[] {
  if (text === '') return customers.map((customer) => ({ customer, phone: null }));
  const typed = plain(text);
  const mayBeSpelled = /^[a-z0-9]+$/.test(typed) && /[a-z]/.test(typed);
  const sought = { plain: typed, letters: mayBeSpelled ? typed : null, digits: digitsTyped(text) };
  return customers
    .map((customer) => ({ customer, ...fitOf(customer, sought) }))
    .filter(({ fit }) => fit < NOT)
    .toSorted((one, other) => one.fit - other.fit);
}

interface Sought {
  plain: string;
  letters: string | null;
  digits: string | null;
}

function fitOf(customer: OwnCustomer, { plain: text, letters, digits }: Sought) {
  const { remark, name, companyName, companyFullName, remarkCompany, phones } = customer;
  const called = [remark, name].flatMap((words) => words ?? []).map(plain);
  const companies = [companyName, companyFullName, remarkCompany].flatMap((words) => words ?? []).map(plain);
  const byWords = Math.min(
    ...[...called, ...companies].map((words) => placeIn(words, text)),
    ...(letters ? called.map((words) => spelledIn(words, letters)) : []),
  );
  const [best] = digits
    ? phones
        .map((phone) => ({ phone, fit: placeIn(digitsOf(phone), digits) }))
        .toSorted((one, other) => one.fit - other.fit)
    : [];
  return best && best.fit < byWords ? best : { phone: null, fit: byWords };
}

function placeIn(words: string, text: string): number {
  if (words === text) return EQUAL;
  if (words.startsWith(text)) return BEGINS;
  return words.includes(text) ? CONTAINS : NOT;
}

function spelledIn(words: string, letters: string): number {
  const signs = Array.from(words);
  const at = signs.findIndex((_sign, from) => spells(letters, signs, from));
  if (at < 0) return NOT;
  return at === 0 ? BEGINS : CONTAINS;
}

/** Letter case, full-width signs, spaces and punctuation are typed one way and noted another. */
function plain(words: string): string {
  const folded = words.normalize('NFKC').toLowerCase();
  return folded.replace(/[\s\p{P}]/gu, '') || folded;
}

/** Null for what is no part of a phone number. */
function digitsTyped(text: string): string | null {
  const typed = text.normalize('NFKC');
  const digits = digitsOf(typed);
  return /^[\d\s()+-]+$/.test(typed) && digits.length >= FEWEST_DIGITS ? digits : null;
}

/** A mobile number of mainland China is noted with its country, or without. */
function digitsOf(phone: string): string {
  return phone.replace(/\D/g, '').replace(/^(?:00)?86(?=1[3-9])/, '');
}
