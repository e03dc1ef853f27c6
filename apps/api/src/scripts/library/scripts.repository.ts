import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { ScriptPart } from '@sidecard/contracts';
import { In, type Repository } from 'typeorm';
import type { CurrentMember } from '../../auth/index.js';
import { ScriptFolderRow, ScriptMark, ScriptPartRow, ScriptRow } from './script.entity.js';
import { ownersRead } from './script-rights.js';

/** A script as it is searched and ranked for one member. */
export interface RankedScript extends Pick<
  ScriptRow,
  'scriptId' | 'ownerUserId' | 'folderId' | 'title' | 'said'
> {
  version: number;
  isFavourite: boolean;
  uses: number;
}

@Injectable()
export class ScriptsRepository {
  constructor(
    @InjectRepository(ScriptRow) private readonly scripts: Repository<ScriptRow>,
    @InjectRepository(ScriptPartRow) private readonly parts: Repository<ScriptPartRow>,
    @InjectRepository(ScriptFolderRow) private readonly folders: Repository<ScriptFolderRow>,
  ) {}

  /** Null for one that is not there, or not for this member. */
  readable(member: CurrentMember, scriptId: string): Promise<ScriptRow | null> {
    return this.scripts.findOneBy({ corpId: member.corpId, scriptId, ownerUserId: In(ownersRead(member)) });
  }

  /** All of these owners'. Of each only what is searched and shown: there may be thousands. */
  async ranked(
    { corpId, userId }: CurrentMember,
    owners: string[],
    folderId: string | null,
  ): Promise<RankedScript[]> {
    const rows = await this.scripts
      .createQueryBuilder('script')
      .leftJoin(
        ScriptMark,
        'mark',
        'mark.corpId = script.corpId AND mark.scriptId = script.scriptId AND mark.userId = :userId',
        { userId },
      )
      .where({ corpId, ownerUserId: In(owners), ...(folderId === null ? {} : { folderId }) })
      .select('script.scriptId', 'scriptId')
      .addSelect('script.ownerUserId', 'ownerUserId')
      .addSelect('script.folderId', 'folderId')
      .addSelect('script.title', 'title')
      .addSelect('script.said', 'said')
      .addSelect('script.version', 'version')
      .addSelect('mark.isFavourite', 'isFavourite')
      .addSelect('mark.uses', 'uses')
      .getRawMany<Omit<RankedScript, 'version' | 'isFavourite' | 'uses'> & Record<string, string | number>>();
    return rows.map(({ version, isFavourite, uses, ...row }) => ({
      ...row,
      version: Number(version),
      isFavourite: Number(isFavourite) === 1,
      uses: Number(uses),
    }));
  }

  /** Of each script, in their order. */
  async partsOf(corpId: string, scriptIds: string[]): Promise<Map<string, ScriptPart[]>> {
    const rows = await this.parts.find({
      where: { corpId, scriptId: In(scriptIds) },
      order: { scriptId: 'ASC', position: 'ASC' },
    });
    return new Map(
      scriptIds.map((id) => [id, rows.filter(({ scriptId }) => scriptId === id).map(({ part }) => part)]),
    );
  }

  /** In the order in which they were made, the company's first. */
  foldersOf(member: CurrentMember): Promise<ScriptFolderRow[]> {
    return this.folders.find({
      where: { corpId: member.corpId, ownerUserId: In(ownersRead(member)) },
      order: { ownerUserId: 'ASC', createdAt: 'ASC', folderId: 'ASC' },
    });
  }
}
