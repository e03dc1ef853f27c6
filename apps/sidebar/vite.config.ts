import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { compression } from 'vite-plugin-compression2';
import { inlineEarlyScript } from './inline-early-script.js';
import { plainImports } from './plain-imports.js';
import { throughTunnel } from './tunnel.js';

const api = process.env['SIDECARD_API_URL'] ?? 'http://127.0.0.1:4602';
const tunnel = process.env['SIDECARD_TUNNEL'];

export default defineConfig({
  plugins: [
    vue(),
    inlineEarlyScript(),
    plainImports(),
    tunnel
      ? throughTunnel({
          origin: tunnel,
          proof: process.env['SIDECARD_TUNNEL_PROOF'] ?? '',
          verifyFolder: process.env['SIDECARD_VERIFY'] ?? 'verify',
        })
      : null,
    // For whoever serves them: nobody has to pack the same file for each visitor.
    compression({ include: /\.(?:html|js|css)$/, threshold: 0, algorithms: ['gzip', 'brotliCompress'] }),
  ],
  define: { __VUE_OPTIONS_API__: 'false' },
  build: {
    // WeCom for Windows brought Chromium 107 until 4.1.10 (protocol reference 4.3); older phones are older still.
    target: ['chrome87', 'safari15'],
    assetsInlineLimit: 0,
    // The first view has one file of each kind: there is nothing to preload.
    modulePreload: false,
    cssCodeSplit: false,
  },
  server: {
    proxy: { '/api/': api, '/wecom/': api },
  },
});
