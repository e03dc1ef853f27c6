/** Where scripts are. Not with the other paths: the first view asks for none of them. */
export const scriptPaths = {
  /** Makes one or changes it. Answers 204. */
  write: '/api/scripts',
  /** A POST because of what is typed. */
  find: '/api/scripts/find',
  about: (scriptId: string, what: 'delete' | 'favourite' | 'prepare') => `/api/scripts/${scriptId}/${what}`,
  folders: '/api/script-folders',
  /** Answers 204. What is in it stays, in no folder. */
  deleteFolder: (folderId: string) => `/api/script-folders/${folderId}/delete`,
  /** Takes the bytes of an image (JPG or PNG) or of a file. */
  media: (kind: 'image' | 'file') => `/api/script-media?kind=${kind}`,
  /** The bytes of an image. */
  image: (mediaId: string) => `/api/script-media/${mediaId}`,
  customersSendings: (externalUserId: string) =>
    `/api/customers/${encodeURIComponent(externalUserId)}/script-sendings`,
  groupsSendings: (chatId: string) => `/api/group-chats/${encodeURIComponent(chatId)}/script-sendings`,
};

/** How bytes are sent to `scriptPaths.media`: as they are, so that nobody has to hold all of them who need not. */
export const MEDIA_TYPE = 'application/x-sidecard-media';

/** Sent with the bytes of a file: its name, percent-encoded. */
export const FILE_NAME_HEADER = 'x-sidecard-file-name';
