// Builds the documentation site: `node .vitepress/build.mjs <repository> <kit> <out>`. The repository's documents and what
// is generated of the kit become pages in `pages/`, and VitePress makes the site of these.

import { cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import { build } from 'vitepress';
import { writeElementPages } from './pages/elements.mjs';
import { writeFunctionPages } from './pages/functions.mjs';
import { copyDocuments } from './pages/documents.mjs';

const [repository, kit, out] = process.argv.slice(2).map((path) => resolve(path));
if (!out) {
  console.error('usage: node .vitepress/build.mjs <repository> <kit> <out>');
  process.exit(2);
}

const SITE = fileURLToPath(new URL('..', import.meta.url));
const pages = resolve(SITE, 'pages');
rmSync(pages, { recursive: true, force: true });
// The configuration looks links up there.
process.env.PHONE_PROFILE_REPOSITORY = repository;
copyDocuments(repository, pages);
cpSync(new URL('./pages/index.md', import.meta.url), resolve(pages, 'index.md'));
await writeElementPages(repository, resolve(pages, 'reference'));
await writeFunctionPages(kit, resolve(pages, 'reference'));
rmSync(out, { recursive: true, force: true });
await build(SITE, { outDir: out });
