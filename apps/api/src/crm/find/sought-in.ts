import type { OwnCustomer } from '../customers/customers.repository.js';
import { fitOf, NOT, placeIn, soughtText, type SoughtText } from './fit-of.js';

/** The fewer digits, the more phones have them. */
const FEWEST_DIGITS = 4;

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
  const sought = { ...soughtText(text), digits: digitsTyped(text) };
  return customers
    .map((customer) => ({ customer, ...fitOfCustomer(customer, sought) }))
    .filter(({ fit }) => fit < NOT)
    .toSorted((one, other) => one.fit - other.fit);
}

interface Sought extends SoughtText {
  digits: string | null;
}

function fitOfCustomer(customer: OwnCustomer, { digits, ...text }: Sought) {
  const { remark, name, companyName, companyFullName, remarkCompany, phones } = customer;
  const called = [remark, name].flatMap((words) => words ?? []);
  const companies = [companyName, companyFullName, remarkCompany].flatMap((words) => words ?? []);
  const byWords = fitOf(text, called, companies);
  const [best] = digits
    ? phones
        .map((phone) => ({ phone, fit: placeIn(digitsOf(phone), digits) }))
        .toSorted((one, other) => one.fit - other.fit)
    : [];
  return best && best.fit < byWords ? best : { phone: null, fit: byWords };
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
