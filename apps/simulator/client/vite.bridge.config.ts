import { defineConfig } from 'vite';

/** The bridge is one classic script: it must have run before anything else of the page does. */
export default defineConfig({
  build: {
    outDir: '../dist-client',
    emptyOutDir: false,
    lib: { entry: 'src/bridge.ts', formats: ['iife'], name: 'wecomBridge', fileName: () => 'bridge.js' },
  },
});
