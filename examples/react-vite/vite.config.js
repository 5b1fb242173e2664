import react from '@vitejs/plugin-react';

export default {
  base: './',
  plugins: [react()],
  // Bundled ahead, the module would look for its wasm in the wrong place.
  optimizeDeps: { exclude: ['phone-profile'] },
  server: { proxy: { '/number': 'http://127.0.0.1:8080', '/demo': 'http://127.0.0.1:8080' } },
};
