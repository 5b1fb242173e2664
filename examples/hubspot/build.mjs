// The card in one file, much as HubSpot's build makes it when the project is uploaded.

import { build } from 'esbuild';

await build({
  entryPoints: ['src/app/cards/PhoneProfileCard.tsx'],
  outfile: 'dist/PhoneProfileCard.js',
  bundle: true,
  format: 'iife',
  platform: 'neutral',
  mainFields: ['module', 'main'],
  conditions: ['import'],
  target: 'es2022',
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"' },
  logLevel: 'warning',
});
