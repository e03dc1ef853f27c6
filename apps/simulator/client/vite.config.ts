import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [vue()],
  // It is also seen below a path, where a tunnel leads to it.
  base: './',
  build: { outDir: '../dist-client', emptyOutDir: true },
});
