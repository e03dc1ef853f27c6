import { fileURLToPath } from 'node:url';

/** Where `vite build client` has put the desktop client and its bridge. */
export const clientFilesFolder = fileURLToPath(new URL('../dist-client', import.meta.url));

export function clientFile(name: string): string {
  return `${clientFilesFolder}/${name}`;
}
