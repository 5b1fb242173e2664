import { defineConfig } from 'vite';

export default defineConfig({
  // Bundled ahead for the development server, the package would look for its wasm in the wrong place.
  optimizeDeps: { exclude: ['phone-profile'] },
});
