import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ScriptPart } from '@sidecard/contracts';
import { v5 as idFrom } from 'uuid';
import { parse } from 'yaml';
import * as z from 'zod';
import { ScriptFolderRow, ScriptPartRow, ScriptRow } from '../scripts/library/script.entity.js';
import { imageType } from '../scripts/media/image-type.js';
import { ScriptMedia, ScriptMediaBytes } from '../scripts/media/script-media.entity.js';

export const scriptEntities = [ScriptFolderRow, ScriptMedia, ScriptMediaBytes, ScriptPartRow, ScriptRow];

const partSchema = z.union([
  z.strictObject({ text: z.string() }),
  z.strictObject({ image: z.string(), name: z.string() }),
  z.strictObject({ link: z.url(), title: z.string(), description: z.string() }),
]);
const seedSchema = z.record(
  z.string(),
  z.array(
    z.strictObject({
      /** A user id in lower case; the company's without. */
      owner: z.string().default(''),
      folder: z.string().optional(),
      title: z.string(),
      parts: z.array(partSchema).min(1),
    }),
  ),
);

/** The same for the same thing, so that a second run adds nothing. */
const NAMESPACE = 'b2b3f7a8-6f0c-4b5e-9a51-0c8f5a7b1d10';
const idOf = (...what: string[]) => idFrom(what.join('\n'), NAMESPACE);

type Insert = <Row extends object>(entity: new () => Row, rows: Row[]) => Promise<void>;

/** Puts demo scripts into the libraries. @param insert leaves what is there as it is */
export async function sowScripts(file: string, insert: Insert): Promise<void> {
  const seed = seedSchema.parse(parse(readFileSync(file, 'utf8')));
  const now = Date.now();
  for (const [corpId, scripts] of Object.entries(seed))
    for (const [place, { owner, folder, title, parts }] of scripts.entries()) {
      const scriptId = idOf(corpId, owner, title);
      const folderId = folder ? idOf(corpId, owner, 'folder', folder) : null;
      if (folder && folderId)
        await insert(ScriptFolderRow, [
          { corpId, folderId, ownerUserId: owner, name: folder, createdAt: now + place },
        ]);
      const written: ScriptPart[] = [];
      for (const part of parts) {
        if ('text' in part) written.push({ kind: 'text', text: part.text });
        else if ('link' in part)
          written.push({
            kind: 'link',
            url: part.link,
            title: part.title,
            description: part.description,
            imageUrl: null,
          });
        else {
          const mediaId = idOf(corpId, scriptId, part.image);
          await sowImage(insert, {
            corpId,
            mediaId,
            fileName: part.name,
            path: join(dirname(file), part.image),
          });
          written.push({ kind: 'image', mediaId, fileName: part.name });
        }
      }
      await insert(ScriptRow, [
        {
          corpId,
          scriptId,
          ownerUserId: owner,
          folderId,
          title,
          said: written.map((part) => ('text' in part ? part.text : '')).join('\n'),
          version: 1,
          changedByUserId: owner,
          changedAt: now,
        },
      ]);
      await insert(
        ScriptPartRow,
        written.map((part, position) => ({
          corpId,
          scriptId,
          position,
          part,
          mediaId: 'mediaId' in part ? part.mediaId : null,
        })),
      );
    }
}

async function sowImage(
  insert: Insert,
  { corpId, mediaId, fileName, path }: { corpId: string; mediaId: string; fileName: string; path: string },
): Promise<void> {
  const bytes = readFileSync(path);
  const type = imageType(bytes);
  if (!type) throw new Error(`${basename(path)} is no image`);
  await insert(ScriptMedia, [
    {
      corpId,
      mediaId,
      storedByUserId: '',
      kind: 'image',
      fileName,
      type,
      size: bytes.length,
      storedAt: Date.now(),
      wecomMediaId: null,
      wecomUntil: 0,
      uploadUntil: 0,
    },
  ]);
  await insert(ScriptMediaBytes, [{ corpId, mediaId, position: 0, bytes }]);
}
