import * as z from 'zod/mini';

/** Whose: the company's, read by all its members; or the member's own, which nobody else sees. */
export const libraries = ['company', 'own'] as const;

/** What a script may hold, in characters where nothing else is said. */
export const SCRIPT_LIMITS = {
  title: 60,
  folder: 30,
  text: 2000,
  parts: 9,
  linkTitle: 40,
  linkDescription: 160,
  url: 2048,
  fileName: 120,
} as const;

/** What WeCom takes (protocol reference, 1.13). Bytes. */
export const MEDIA_LIMITS = { least: 6, image: 10 * 1024 * 1024, file: 20 * 1024 * 1024 } as const;

/** How bytes are sent to `POST /api/script-media`: as they are, so that nobody has to hold all of them who need not. */
export const MEDIA_TYPE = 'application/x-sidecard-media';

const words = (most: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(most));
const webAddress = z.url({ protocol: /^https?$/ }).check(z.maxLength(SCRIPT_LIMITS.url));
const media = { mediaId: z.uuid(), fileName: words(SCRIPT_LIMITS.fileName) };

/** One message. Texts may hold variables, like `{客户称呼}`. */
export const scriptPartSchema = z.discriminatedUnion('kind', [
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

const content = {
  scriptId: z.uuid(),
  library: z.enum(libraries),
  /** Null for one in no folder. */
  folderId: z.nullable(z.uuid()),
  title: words(SCRIPT_LIMITS.title),
  /** In the order in which they are sent. */
  parts: z.array(scriptPartSchema).check(z.minLength(1), z.maxLength(SCRIPT_LIMITS.parts)),
};

export const scriptSchema = z.object({
  ...content,
  /** Counts its changes. */
  version: z.int(),
  /** This member's. */
  isFavourite: z.boolean(),
  /** How often this member has sent it. */
  uses: z.int(),
});

export const scriptFolderSchema = z.object({
  /** Made by the page. */
  folderId: z.uuid(),
  library: z.enum(libraries),
  name: words(SCRIPT_LIMITS.folder),
});

/** Body of `POST /api/scripts/find`, which changes nothing. */
export const soughtScriptsSchema = z.object({
  /** A part of the title or of what it says, pinyin or initials; empty for all. */
  text: z.string().check(z.trim(), z.maxLength(64)),
  /** Null for both. */
  library: z.nullable(z.enum(libraries)),
  /** Null for all of them. */
  folderId: z.nullable(z.uuid()),
});

/** Its answer: favourites first, then what this member sends most, then by title. */
export const foundScriptsSchema = z.object({
  /** Whether this member writes the company's scripts. */
  mayWriteCompany: z.boolean(),
  folders: z.array(scriptFolderSchema),
  scripts: z.array(scriptSchema),
  /** Whether there are others, less likely ones, who are not told. */
  hasMore: z.boolean(),
});

/** Body of `POST /api/scripts`, which makes one or changes it; said again, it is still one change. Answers 204. */
export const writtenScriptSchema = z.object({
  ...content,
  /** The version that was changed; null for a new one. Where another is there by now, the answer is SCRIPT_CHANGED. */
  basedOn: z.nullable(z.int()),
});

/** Body of `POST /api/scripts/:scriptId/favourite`, which answers 204. */
export const favouriteSchema = z.object({ isFavourite: z.boolean() });

/** As what WeCom knows an image or a file. The one never passes for the other. */
export const mediaKinds = ['image', 'file'] as const;

/** Answer of `POST /api/script-media?kind=…`. */
export const storedMediaSchema = z.object({ mediaId: z.uuid() });

/** Body of `POST /api/scripts/:scriptId/prepare`: what the member is looking at. */
export const preparedVersionSchema = z.object({ version: z.int() });

/** Its answer: what WeCom calls the script's images and files for now. */
export const preparedScriptSchema = z.object({
  media: z.array(z.object({ mediaId: z.uuid(), wecomMediaId: z.string() })),
});

/**
 * What came of one message: sent; the member has stopped it in the client; the client has refused; the client has said
 * nothing, so that nobody knows.
 */
export const sendingResults = ['sent', 'cancelled', 'refused', 'unknown'] as const;

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

export type Library = (typeof libraries)[number];
export type ScriptPart = z.infer<typeof scriptPartSchema>;
export type Script = z.infer<typeof scriptSchema>;
export type ScriptFolder = z.infer<typeof scriptFolderSchema>;
export type SoughtScripts = z.infer<typeof soughtScriptsSchema>;
export type FoundScripts = z.infer<typeof foundScriptsSchema>;
export type WrittenScript = z.infer<typeof writtenScriptSchema>;
export type Favourite = z.infer<typeof favouriteSchema>;
export type MediaKind = (typeof mediaKinds)[number];
export type StoredMedia = z.infer<typeof storedMediaSchema>;
export type PreparedVersion = z.infer<typeof preparedVersionSchema>;
export type PreparedScript = z.infer<typeof preparedScriptSchema>;
export type SendingResult = (typeof sendingResults)[number];
export type ScriptSending = z.infer<typeof scriptSendingSchema>;
