// The page's script as a module and as a classic one, and the server as ESM and as CommonJS: one of each pair is enough.

import { build } from 'esbuild';

const browser = { entryPoints: ['src/main.ts'], bundle: true, minify: true, target: 'es2022' };
await build({ ...browser, format: 'esm', outfile: 'dist/page/main.js' });
await build({ ...browser, format: 'iife', outfile: 'dist/page/classic.js' });

const server = { entryPoints: ['src/server.ts'], bundle: true, platform: 'node', target: 'node20' };
await build({ ...server, format: 'esm', outfile: 'dist/server.mjs' });
await build({ ...server, format: 'cjs', outfile: 'dist/server.cjs' });
