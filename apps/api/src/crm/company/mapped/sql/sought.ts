import type { SoughtCustomer } from '../../company-crm.js';

/** Of each of these a query has so many places; those that are not needed stay empty. */
export const PHONES = 12;
export const NAMES = 3;

/** A sought customer as it is asked for. */
export interface Sought {
  link: string | null;
  externalUserId: string;
  unionId: string | null;
  phones: readonly string[];
  names: readonly string[];
  companies: readonly string[];
}

export function toSought(sought: SoughtCustomer): Sought {
  return {
    link: sought.link,
    externalUserId: sought.externalUserId,
    unionId: sought.unionId,
    phones: few(sought.phones.flatMap(notations), PHONES),
    names: few(sought.names, NAMES),
    companies: few(sought.companies, NAMES),
  };
}

/** A phone number as a CRM may have written it. */
export function notations(phone: string): string[] {
  const digits = phone.replaceAll(/\D/g, '');
  if (digits.length < 5) return [];
  const international = /^\s*(\+|00)/.test(phone);
  const whole = international ? digits.replace(/^00/, '') : digits;
  const mobile = whole.replace(/^86(?=1[3-9]\d{9}$)/, '');
  const isMobile = /^1[3-9]\d{9}$/.test(mobile) && (!international || mobile !== whole);
  if (isMobile) return [mobile, `86${mobile}`, `+86${mobile}`, phone.trim()];
  if (!international) return [digits, phone.trim()];
  // Without its country, +1 380 000 0001 is somebody's mobile in China.
  const bare = /^1[3-9]\d{9}$/.test(whole) ? [] : [whole];
  return [`+${whole}`, `00${whole}`, ...bare, phone.trim()];
}

function few(texts: readonly string[], most: number): string[] {
  return [...new Set(texts.map((text) => text.trim()))].filter((text) => text !== '').slice(0, most);
}
