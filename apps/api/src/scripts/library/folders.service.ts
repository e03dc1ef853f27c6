import { Inject, Injectable } from '@nestjs/common';
import type { WrittenFolder } from '@sidecard/contracts';
import { In } from 'typeorm';
import type { CurrentMember } from '../../auth/index.js';
import { insertNew } from '../../database/insert-rows.js';
import { Transactions } from '../../database/transactions.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { AppError } from '../../platform/errors/app-error.js';
import { ScriptFolderRow, ScriptRow } from './script.entity.js';
import { ScriptRights } from './script-rights.js';

@Injectable()
export class FoldersService {
  constructor(
    private readonly rights: ScriptRights,
    private readonly transactions: Transactions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Makes one or renames it. @throws AppError INVALID_REQUEST for a library or a folder that is not this member's to write */
  async write(member: CurrentMember, { folderId, library, name }: WrittenFolder): Promise<void> {
    const key = { corpId: member.corpId, folderId };
    const ownerUserId = this.rights.ownerToWrite(member, library);
    await this.transactions.run(async (manager) => {
      await insertNew(manager, ScriptFolderRow, [{ ...key, ownerUserId, name, createdAt: this.clock.now() }]);
      const { affected } = await manager.update(ScriptFolderRow, { ...key, ownerUserId }, { name });
      if (!affected) refuse();
    });
  }

  /** What is in it stays, in no folder. @throws AppError INVALID_REQUEST for one that is not this member's to write */
  async delete(member: CurrentMember, folderId: string): Promise<void> {
    const key = { corpId: member.corpId, folderId };
    await this.transactions.run(async (manager) => {
      const { affected } = await manager.delete(ScriptFolderRow, {
        ...key,
        ownerUserId: In(this.rights.ownersToWrite(member)),
      });
      if (!affected) refuse();
      await manager.update(ScriptRow, key, { folderId: null });
    });
  }
}

function refuse(): never {
  throw new AppError('INVALID_REQUEST', 'no such folder of this member', { fields: ['folderId'] });
}
