import { tagChoicesSchema, wecomChangePaths, type TagChoices } from '@sidecard/contracts';
import * as z from 'zod/mini';
import { ask, read, write, type Writing } from '../../api/client';
import type { Change } from '../../identity/kept-edits';

export function sendChange(
  writing: Writing,
  externalUserId: string,
  { kind, changeId, content }: Change,
): Promise<null> {
  const path = kind === 'tags' ? wecomChangePaths.tags : wecomChangePaths.remark;
  return read(write(path(externalUserId), writing, { changeId, ...content }), z.null());
}

export function dismissChange(writing: Writing, externalUserId: string, changeId: string): Promise<null> {
  return read(write(wecomChangePaths.dismiss(externalUserId), writing, { changeId }), z.null());
}

export function fetchTagChoices(
  mark: string,
  externalUserId: string,
  signal: AbortSignal,
): Promise<TagChoices> {
  return read(ask(wecomChangePaths.tags(externalUserId), mark, { signal }), tagChoicesSchema);
}
