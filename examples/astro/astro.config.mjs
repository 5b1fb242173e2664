import node from '@astrojs/node';
import { defineConfig } from 'astro/config';

export default defineConfig({
  output: 'server',
  adapter: node({ mode: 'standalone' }),
  // The development server moves other modules and leaves their wasm behind.
  vite: { optimizeDeps: { exclude: ['phone-profile'] } },
});
