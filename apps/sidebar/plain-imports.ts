import type { Plugin } from 'vite';

/**
 * Vite puts a kilobyte around every `import()`, to fetch the styles and files that come with it. All our styles are in one
 * file and nothing is preloaded (`vite.config.ts`): the import alone will do.
 */
export function plainImports(): Plugin {
  return {
    name: 'sidecard:plain-imports',
    enforce: 'pre',
    apply: 'build',
    load: {
      filter: { id: /^\0vite\/preload-helper\.js$/ },
      handler: () => 'export const __vitePreload = (load) => load();',
    },
  };
}
