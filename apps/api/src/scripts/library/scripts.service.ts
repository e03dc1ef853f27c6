import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import type { ScriptPart, WrittenScript } from '@sidecard/contracts';
import { In, type EntityManager } from 'typeorm';
import type { CurrentMember } from '../../auth/index.js';
import { isDuplicateKey } from '../../database/duplicate-key.js';
import { insertNew } from '../../database/insert-rows.js';
import { lockedForWriting, Transactions } from '../../database/transactions.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { AppError } from '../../platform/errors/app-error.js';
import { ReadableMedia } from '../media/readable-media.js';
import { ScriptFolderRow, ScriptMark, ScriptPartRow, ScriptRow } from './script.entity.js';
import { ScriptRights } from './script-rights.js';
import { ScriptsRepository } from './scripts.repository.js';

/** Writes scripts, and what they are to a member. */
@Injectable()
export class ScriptsService {
  constructor(
    private readonly scripts: ScriptsRepository,
    private readonly rights: ScriptRights,
    private readonly media: ReadableMedia,
    private readonly transactions: Transactions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws AppError SCRIPT_NOT_FOUND */
  async readable(member: CurrentMember, scriptId: string): Promise<ScriptRow> {
    return (await this.scripts.readable(member, scriptId)) ?? notFound();
  }

  /**
   * Makes one or changes it. Said again, it is still one change.
   * @throws AppError SCRIPT_NOT_FOUND, SCRIPT_CHANGED; INVALID_REQUEST for a library, a folder or an image that is not this
   * member's to use
   */
  async write(member: CurrentMember, { parts, basedOn, library, ...written }: WrittenScript): Promise<void> {
    const { corpId } = member;
    const { scriptId } = written;
    const ownerUserId = this.rights.ownerToWrite(member, library);
    await this.media.assertUsable(member, parts);
    const write = async (manager: EntityManager) => {
      const key = { corpId, scriptId };
      await assertFolder(manager, { corpId, ownerUserId, folderId: written.folderId });
      const before = await manager.findOne(ScriptRow, { where: key, ...lockedForWriting(manager) });
      if (before ? before.ownerUserId !== ownerUserId : basedOn !== null) notFound();
      if (before && (await isSame(manager, before, written, parts))) return;
      if (before && before.version !== basedOn)
        throw new AppError('SCRIPT_CHANGED', 'the script has been changed meanwhile');
      const row: ScriptRow = {
        ...written,
        corpId,
        ownerUserId,
        said: parts.map(saidIn).join('\n'),
        version: (before?.version ?? 0) + 1,
        changedByUserId: member.userId,
        changedAt: this.clock.now(),
      };
      if (before) await manager.update(ScriptRow, key, row);
      else await manager.insert(ScriptRow, row);
      await manager.delete(ScriptPartRow, key);
      await manager.insert(
        ScriptPartRow,
        parts.map((part, position) => ({
          ...key,
          position,
          part,
          mediaId: 'mediaId' in part ? part.mediaId : null,
        })),
      );
    };
    try {
      await this.transactions.run(write);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      // Sent twice at once: now it is there to be compared with.
      await this.transactions.run(write);
    }
  }

  /** @throws AppError SCRIPT_NOT_FOUND for one that is not this member's to write */
  async delete(member: CurrentMember, scriptId: string): Promise<void> {
    const key = { corpId: member.corpId, scriptId };
    await this.transactions.run(async (manager) => {
      const { affected } = await manager.delete(ScriptRow, {
        ...key,
        ownerUserId: In(this.rights.ownersToWrite(member)),
      });
      if (!affected) notFound();
      await manager.delete(ScriptPartRow, key);
      await manager.delete(ScriptMark, key);
    });
  }

  /** @throws AppError SCRIPT_NOT_FOUND */
  async markFavourite(member: CurrentMember, scriptId: string, isFavourite: boolean): Promise<void> {
    await this.readable(member, scriptId);
    await this.transactions.run(async (manager) => {
      const key = await markOf(manager, member, scriptId);
      await manager.update(ScriptMark, key, { isFavourite });
    });
  }

  /** The member has sent it once more. @param manager of the transaction that writes it down */
  async countUse(manager: EntityManager, member: CurrentMember, scriptId: string): Promise<void> {
    await manager.increment(ScriptMark, await markOf(manager, member, scriptId), 'uses', 1);
  }
}

function notFound(): never {
  throw new AppError('SCRIPT_NOT_FOUND', 'no such script of this member');
}

/** It is there from here on. @returns its key */
async function markOf(manager: EntityManager, { corpId, userId }: CurrentMember, scriptId: string) {
  const key = { corpId, userId, scriptId };
  await insertNew(manager, ScriptMark, [{ ...key, isFavourite: false, uses: 0 }]);
  return key;
}

async function assertFolder(
  manager: EntityManager,
  { folderId, ...library }: { corpId: string; ownerUserId: string; folderId: string | null },
): Promise<void> {
  if (folderId === null || (await manager.existsBy(ScriptFolderRow, { ...library, folderId }))) return;
  throw new AppError('INVALID_REQUEST', 'no such folder of this library', { fields: ['folderId'] });
}

async function isSame(
  manager: EntityManager,
  { corpId, scriptId, title, folderId }: ScriptRow,
  written: { title: string; folderId: string | null },
  parts: ScriptPart[],
): Promise<boolean> {
  if (title !== written.title || folderId !== written.folderId) return false;
  const rows = await manager.find(ScriptPartRow, { where: { corpId, scriptId }, order: { position: 'ASC' } });
  return isDeepStrictEqual(
    rows.map(({ part }) => part),
    parts,
  );
}

function saidIn(part: ScriptPart): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'image':
    case 'file':
      return part.fileName;
    case 'link':
      return `${part.title} ${part.description}`;
  }
}
