// Bundles the page's module and makes its other files smaller, in the place where Trunk has put them:
// `node build/page.mjs <dist> [--minify]`.

import { readdirSync, rmSync } from 'node:fs';
import { extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { minify: { type: 'boolean', default: false } } });
const [dist] = positionals;
if (!dist) {
  console.error('usage: node build/page.mjs <dist> [--minify]');
  process.exit(2);
}

const options = {
  allowOverwrite: true,
  minify: values.minify,
  format: 'esm',
  target: 'es2022',
  legalComments: 'none',
  logLevel: 'warning',
};

// wasm-bindgen's module with those that it imports.
const page = join(dist, 'page.js');
await build({ ...options, entryPoints: [page], outfile: page, bundle: true });
rmSync(join(dist, 'snippets'), { recursive: true, force: true });

const dir = join(dist, 'page');
const files = readdirSync(dir).filter((name) => ['.js', '.css'].includes(extname(name)));
await build({ ...options, entryPoints: files.map((name) => join(dir, name)), outdir: dir });
