import { type WrittenScript, scriptPaths } from '@sidecard/contracts';
import type { Answer, WebView } from './web-view.js';

export const SCRIPT_ID = '5f0c2f4e-3a57-4a7e-9d2c-6b1f0e8c7a10';
export const FOLDER_ID = '0b9f6a52-61c8-4d0e-8f4b-2f6f4c1d9e20';

/** The smallest PNG there is: one pixel. */
export const IMAGE = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);

/** One of the member's own, if nothing else is said. */
export function writeScript(webView: WebView, changes: Partial<WrittenScript> = {}): Promise<Answer> {
  const script: WrittenScript = {
    scriptId: SCRIPT_ID,
    library: 'own',
    folderId: null,
    title: '欢迎语',
    parts: [{ kind: 'text', text: '{客户称呼}您好，我是{我的姓名}。' }],
    basedOn: null,
    ...changes,
  };
  return webView.post(scriptPaths.write, script);
}

export async function storedImage(webView: WebView, fileName = '样机.png'): Promise<string> {
  return (await webView.storeMedia('image', fileName, IMAGE)).body.mediaId;
}
