import { Injectable } from '@nestjs/common';
import type { Library } from '@sidecard/contracts';
import type { CurrentMember } from '../../auth/index.js';
import { Corps } from '../../config/corps.js';
import { AppError } from '../../platform/errors/app-error.js';

/** As whose a row of the company's library stands in the tables. */
const COMPANY = '';

/** The company's library is read by all and written by whom the YAML names (`roles.scripts`); one's own is nobody else's. */
@Injectable()
export class ScriptRights {
  constructor(private readonly corps: Corps) {}

  mayWriteCompany(member: CurrentMember): boolean {
    return this.corps.get(member).corp.roles.scripts.includes(member.userId);
  }

  /** @returns as whose the rows of that library stand @throws AppError INVALID_REQUEST for one this member may not write */
  ownerToWrite(member: CurrentMember, library: Library): string {
    if (library === 'company' && !this.mayWriteCompany(member))
      throw new AppError('INVALID_REQUEST', 'the company’s library is not this member’s to write', {
        fields: ['library'],
      });
    return ownerIn(library, member);
  }

  /** As whose the rows stand that this member may write. */
  ownersToWrite(member: CurrentMember): string[] {
    return this.mayWriteCompany(member) ? ownersRead(member) : [member.userId];
  }
}

export function ownerIn(library: Library, { userId }: CurrentMember): string {
  return library === 'company' ? COMPANY : userId;
}

/** As whose the rows stand that a member reads. */
export function ownersRead({ userId }: CurrentMember): string[] {
  return [COMPANY, userId];
}

export function libraryOf({ ownerUserId }: { ownerUserId: string }): Library {
  return ownerUserId === COMPANY ? 'company' : 'own';
}
