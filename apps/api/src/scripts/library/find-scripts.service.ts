import { Injectable } from '@nestjs/common';
import type { FoundScripts, SoughtScripts } from '@sidecard/contracts';
import type { CurrentMember } from '../../auth/index.js';
import { fitOf, NOT, soughtText } from '../../crm/index.js';
import { libraryOf, ownerIn, ownersRead, ScriptRights } from './script-rights.js';
import { ScriptsRepository, type RankedScript } from './scripts.repository.js';

/** The most that are shown. */
const SHOWN = 30;
const byTitle = new Intl.Collator('zh-CN', { numeric: true }).compare;

/** What a member may send: to be chosen from, and looked for. */
@Injectable()
export class FindScriptsService {
  constructor(
    private readonly scripts: ScriptsRepository,
    private readonly rights: ScriptRights,
  ) {}

  async find(member: CurrentMember, { text, library, folderId }: SoughtScripts): Promise<FoundScripts> {
    const owners = library === null ? ownersRead(member) : [ownerIn(library, member)];
    const [ranked, folders] = await Promise.all([
      this.scripts.ranked(member, owners, folderId),
      this.scripts.foldersOf(member),
    ]);
    const found = fitting(ranked, text);
    const shown = found.slice(0, SHOWN);
    const parts = await this.scripts.partsOf(
      member.corpId,
      shown.map(({ scriptId }) => scriptId),
    );
    return {
      mayWriteCompany: this.rights.mayWriteCompany(member),
      folders: folders.map((folder) => ({
        folderId: folder.folderId,
        library: libraryOf(folder),
        name: folder.name,
      })),
      scripts: shown.map(({ said: _said, ownerUserId, ...script }) => ({
        ...script,
        library: libraryOf({ ownerUserId }),
        parts: parts.get(script.scriptId) ?? [],
      })),
      hasMore: found.length > SHOWN,
    };
  }
}

/** Favourites first, then what is sent most, then what fits best. */
function fitting(scripts: RankedScript[], text: string): RankedScript[] {
  const sought = soughtText(text);
  return scripts
    .map((script) => ({ script, fit: text === '' ? 0 : fitOf(sought, [script.title], [script.said]) }))
    .filter(({ fit }) => fit < NOT)
    .toSorted(
      (one, other) =>
        Number(other.script.isFavourite) - Number(one.script.isFavourite) ||
        other.script.uses - one.script.uses ||
        one.fit - other.fit ||
        byTitle(one.script.title, other.script.title),
    )
    .map(({ script }) => script);
}
