import { defineConfig } from 'vite';

export default defineConfig({
  root: 'panel',
  // The panel is served below /panel/.
  base: './',
  build: { outDir: '../dist', emptyOutDir: true, target: 'es2022' },
});
