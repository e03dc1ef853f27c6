import * as z from 'zod/mini';
import { libraries, SCRIPT_LIMITS, sendingResults } from './scripts.js';

const words = (most: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(most));
const webAddress = z.url({ protocol: /^https?$/ }).check(z.maxLength(SCRIPT_LIMITS.url));
const media = { mediaId: z.uuid(), fileName: words(SCRIPT_LIMITS.fileName) };

const writtenPartSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: words(SCRIPT_LIMITS.text) }),
  z.object({ kind: z.literal('image'), ...media }),
  z.object({ kind: z.literal('file'), ...media }),
  z.object({
    kind: z.literal('link'),
    url: webAddress,
    title: words(SCRIPT_LIMITS.linkTitle),
    description: z.string().check(z.trim(), z.maxLength(SCRIPT_LIMITS.linkDescription)),
    imageUrl: z.nullable(webAddress),
  }),
]);

/** Body of `POST /api/scripts/find`, which changes nothing. */
export const soughtScriptsSchema = z.object({
  /** A part of the title or of what it says, pinyin or initials; empty for all. */
  text: z.string().check(z.trim(), z.maxLength(64)),
  /** Null for both. */
  library: z.nullable(z.enum(libraries)),
  /** Null for all of them. */
  folderId: z.nullable(z.uuid()),
});

/** Body of `POST /api/scripts`, which makes one or changes it; said again, it is still one change. Answers 204. */
export const writtenScriptSchema = z.object({
  /** Made by the page. */
  scriptId: z.uuid(),
  library: z.enum(libraries),
  folderId: z.nullable(z.uuid()),
  title: words(SCRIPT_LIMITS.title),
  parts: z.array(writtenPartSchema).check(z.minLength(1), z.maxLength(SCRIPT_LIMITS.parts)),
  /** The version that was changed; null for a new one. Where another is there by now, the answer is SCRIPT_CHANGED. */
  basedOn: z.nullable(z.int()),
});

/** Body of `POST /api/scripts/:scriptId/favourite`, which answers 204. */
export const favouriteSchema = z.object({ isFavourite: z.boolean() });

/** Body of `POST /api/script-folders`, which makes one or renames it. Answers 204. */
export const writtenFolderSchema = z.object({
  /** Made by the page. */
  folderId: z.uuid(),
  library: z.enum(libraries),
  name: words(SCRIPT_LIMITS.folder),
});

/** Body of `POST /api/scripts/:scriptId/prepare`: what the member is looking at. */
export const preparedVersionSchema = z.object({ version: z.int() });

/**
 * Body of `POST /api/customers/:externalUserId/script-sendings` and of `POST /api/group-chats/:chatId/script-sendings`,
 * which answer 204: what was tried, in its order.
 */
export const scriptSendingSchema = z.object({
  /** Made by the page: sent twice, it is still one. */
  sendingId: z.uuid(),
  scriptId: z.uuid(),
  results: z
    .array(
      z.object({
        /** Counted from 0. */
        part: z.int().check(z.minimum(0), z.maximum(SCRIPT_LIMITS.parts - 1)),
        result: z.enum(sendingResults),
      }),
    )
    .check(z.minLength(1), z.maxLength(SCRIPT_LIMITS.parts)),
});

export type SoughtScripts = z.infer<typeof soughtScriptsSchema>;
export type WrittenScript = z.infer<typeof writtenScriptSchema>;
export type WrittenFolder = z.infer<typeof writtenFolderSchema>;
export type Favourite = z.infer<typeof favouriteSchema>;
export type PreparedVersion = z.infer<typeof preparedVersionSchema>;
export type ScriptSending = z.infer<typeof scriptSendingSchema>;
