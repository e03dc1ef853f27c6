import {
  FILE_NAME_HEADER,
  foundScriptsSchema,
  MEDIA_TYPE,
  preparedScriptSchema,
  storedMediaSchema,
  type FoundScripts,
  type MediaKind,
  type PreparedScript,
  type ScriptFolder,
  type ScriptSending,
  type SoughtScripts,
  type WrittenScript,
  scriptPaths,
} from '@sidecard/contracts';
import * as z from 'zod/mini';
import { ask, post, read, write } from '../../api/client';
import { ProblemError } from '../../problem';
import type { Place } from './target';

export function findScripts(
  mark: string,
  sought: SoughtScripts,
  signal?: AbortSignal,
): Promise<FoundScripts> {
  return read(post(scriptPaths.find, mark, sought, signal && { signal }), foundScriptsSchema);
}

export function writeScript(mark: string, script: WrittenScript): Promise<null> {
  return read(post(scriptPaths.write, mark, script), z.null());
}

export function deleteScript(mark: string, scriptId: string): Promise<null> {
  return read(post(scriptPaths.about(scriptId, 'delete'), mark), z.null());
}

export function markFavourite(mark: string, scriptId: string, isFavourite: boolean): Promise<null> {
  return read(post(scriptPaths.about(scriptId, 'favourite'), mark, { isFavourite }), z.null());
}

export function writeFolder(mark: string, folder: ScriptFolder): Promise<null> {
  return read(post(scriptPaths.folders, mark, folder), z.null());
}

export function deleteFolder(mark: string, folderId: string): Promise<null> {
  return read(post(scriptPaths.deleteFolder(folderId), mark), z.null());
}

/** For what is as big as a file may be, on a poor line. Milliseconds. */
const UPLOAD_MS = 300_000;
/** The API hands images and files on to WeCom before it answers. Milliseconds. */
const PREPARATION_MS = 60_000;

/** @returns the id by which scripts name it */
export async function storeMedia(mark: string, kind: MediaKind, file: File): Promise<string> {
  const headers = { 'content-type': MEDIA_TYPE, [FILE_NAME_HEADER]: encodeURIComponent(file.name) };
  const init = { method: 'POST', headers, body: file };
  return (await read(ask(scriptPaths.media(kind), mark, init), storedMediaSchema, UPLOAD_MS)).mediaId;
}

/** As a `data:` url: an `<img>` can't say who is asking. @throws ProblemError */
export async function fetchImage(mark: string, mediaId: string): Promise<string> {
  const answer = await ask(scriptPaths.image(mediaId), mark).catch(() => null);
  if (!answer?.ok) throw new ProblemError({ code: answer ? 'SCRIPT_NOT_FOUND' : 'NETWORK_LOST' });
  const reader = new FileReader();
  const isRead = new Promise((resolve) => reader.addEventListener('loadend', resolve));
  reader.readAsDataURL(await answer.blob());
  await isRead;
  if (typeof reader.result !== 'string') throw new ProblemError({ code: 'UNEXPECTED' });
  return reader.result;
}

/** @param version what the member is looking at */
export function prepareScript(mark: string, scriptId: string, version: number): Promise<PreparedScript> {
  return read(
    post(scriptPaths.about(scriptId, 'prepare'), mark, { version }),
    preparedScriptSchema,
    PREPARATION_MS,
  );
}

/** What came of it. The chat that was open then is the one it went into, whichever is open by now. */
export function tellSending(mark: string, target: Place, sending: ScriptSending): Promise<null> {
  const told =
    target.kind === 'customer'
      ? write(
          scriptPaths.customersSendings(target.externalUserId),
          { mark, openChat: target.externalUserId },
          sending,
        )
      : post(scriptPaths.groupsSendings(target.chatId), mark, sending);
  return read(told, z.null());
}
