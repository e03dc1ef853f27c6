import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import type { Plugin } from 'vite';

const PLACE = '<!-- early script -->';

/** Bundles `src/early.ts` into the page itself: it must run before any file of ours has even been asked for. */
export function inlineEarlyScript(): Plugin {
  return {
    name: 'sidecard:inline-early-script',
    async transformIndexHtml(html) {
      if (!html.includes(PLACE)) throw new Error(`index.html has no place for the early script: ${PLACE}`);
      const bundle = await rolldown({ input: fileURLToPath(new URL('src/early.ts', import.meta.url)) });
      const { output } = await bundle.generate({ format: 'iife', minify: true });
      await bundle.close();
      return html.replace(PLACE, () => `<script>${output[0].code.trim()}</script>`);
    },
  };
}
