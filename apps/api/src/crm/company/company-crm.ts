import type { Access, CrmList, CrmValue, FoundBy, Words } from '@sidecard/contracts';
import type { EntityManager } from 'typeorm';
import type { CurrentMember } from '../../auth/index.js';
import type { Position } from '../timeline/position.js';

/** Whose record is looked for: everything of a contact by which a CRM may know them. */
export interface SoughtCustomer {
  corpId: string;
  externalUserId: string;
  /** Only of WeChat contacts, of corps that have bound an account of the open platform. */
  unionId: string | null;
  /** As the member has noted them, in any notation. */
  phones: string[];
  /** The contact's own, and what the member calls them. */
  names: string[];
  /** The contact's own, and the one the member has noted. */
  companies: string[];
  /** Key of the record that a member has chosen for this customer. */
  link: string | null;
}

/** A field as the CRM has it: who may see it, and whether at once, is for whoever shows it. */
export interface CompanyField {
  id: string;
  label: Words;
  section: string | null;
  value: CrmValue | null;
  roles: readonly Access[];
  masked: boolean;
}

export interface CompanyRecord {
  /** Unique in this CRM; at most 64 characters. */
  key: string;
  title: string;
  link: string | null;
  sections: { id: string; label: Words }[];
  fields: CompanyField[];
  lists: CrmList[];
}

export interface CompanyCandidate {
  key: string;
  title: string;
  fields: CompanyField[];
}

/** What looking for a customer has brought. A less trusted way counts only where no more trusted one finds anything. */
export type Look =
  | { state: 'found'; by: FoundBy; record: CompanyRecord }
  /** Of one and the same degree of trust. */
  | { state: 'several'; candidates: CompanyCandidate[] }
  | { state: 'none'; suggestions: CompanyCandidate[] };

/** A row of a list, as a line of the timeline. */
export interface CompanyHappening extends Position {
  label: Words;
  values: CrmValue[];
}

/** Candidates are few: who finds too many has to say more. */
export const MOST_CANDIDATES = 10;

/**
 * The company's own CRM, whatever it is: Sidecard's own tables (`built-in/`), or those the company has (`mapped/`). Members
 * in values come without their names, which a CRM need not know.
 *
 * Every method that asks throws AppError CRM_UNAVAILABLE, with `since` (ISO) in its details, while the CRM does not answer.
 */
export interface CompanyCrm {
  readonly can: { search: boolean; create: boolean };

  look(sought: SoughtCustomer): Promise<Look>;

  /** Records whose searched columns begin with a text. @param text trimmed, at least two characters */
  search(member: CurrentMember, text: string): Promise<CompanyCandidate[]>;

  /**
   * Makes a record for a customer that has none; for one that has, nothing.
   * @param manager of the transaction in which it is also written down who has made it
   * @returns whether there is a new one
   * @throws AppError CRM_READ_ONLY where `can.create` is false
   */
  create(manager: EntityManager, member: CurrentMember, externalUserId: string): Promise<boolean>;

  /** The latest rows that have a date, before a position of the timeline if there is one; latest first. */
  happened(sought: SoughtCustomer, before: Position | null, count: number): Promise<CompanyHappening[]>;
}
