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

const media = { mediaId: z.string(), fileName: z.string() };

/** One message. Texts may hold variables, like `{客户称呼}`. */
export const scriptPartSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('image'), ...media }),
  z.object({ kind: z.literal('file'), ...media }),
  z.object({
    kind: z.literal('link'),
    url: z.string(),
    title: z.string(),
    /** May be empty. */
    description: z.string(),
    imageUrl: z.nullable(z.string()),
  }),
]);

export const scriptSchema = z.object({
  scriptId: z.string(),
  library: z.enum(libraries),
  /** Null for one in no folder. */
  folderId: z.nullable(z.string()),
  title: z.string(),
  /** In the order in which they are sent. */
  parts: z.array(scriptPartSchema),
  /** Counts its changes. */
  version: z.int(),
  /** This member's. */
  isFavourite: z.boolean(),
  /** How often this member has sent it. */
  uses: z.int(),
});

export const scriptFolderSchema = z.object({
  folderId: z.string(),
  library: z.enum(libraries),
  name: z.string(),
});

/** Answer of `POST /api/scripts/find`: favourites first, then what this member sends most, then by title. */
export const foundScriptsSchema = z.object({
  /** Whether this member writes the company's scripts. */
  mayWriteCompany: z.boolean(),
  folders: z.array(scriptFolderSchema),
  scripts: z.array(scriptSchema),
  /** Whether there are others, less likely ones, who are not told. */
  hasMore: z.boolean(),
});

/** As what WeCom knows an image or a file. The one never passes for the other. */
export const mediaKinds = ['image', 'file'] as const;

/** Answer of `POST /api/script-media?kind=…`. */
export const storedMediaSchema = z.object({ mediaId: z.string() });

/** Answer of `POST /api/scripts/:scriptId/prepare`: what WeCom calls the script's images and files for now. */
export const preparedScriptSchema = z.object({
  media: z.array(z.object({ mediaId: z.string(), wecomMediaId: z.string() })),
});

/**
 * What came of one message: sent; the member has stopped it in the client; the client has refused; the client has said
 * nothing, so that nobody knows.
 */
export const sendingResults = ['sent', 'cancelled', 'refused', 'unknown'] as const;

export type Library = (typeof libraries)[number];
export type ScriptPart = z.infer<typeof scriptPartSchema>;
export type Script = z.infer<typeof scriptSchema>;
export type ScriptFolder = z.infer<typeof scriptFolderSchema>;
export type FoundScripts = z.infer<typeof foundScriptsSchema>;
export type MediaKind = (typeof mediaKinds)[number];
export type StoredMedia = z.infer<typeof storedMediaSchema>;
export type PreparedScript = z.infer<typeof preparedScriptSchema>;
export type SendingResult = (typeof sendingResults)[number];
