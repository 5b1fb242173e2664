import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  // For the development server of Vite 5 to 7, which moves modules and leaves their wasm behind.
  optimizeDeps: { exclude: ['phone-profile'] },
});
