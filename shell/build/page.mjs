// Bundles the modules of page, workbench and gallery and makes their other files smaller, in the place where Trunk has put
// them: `node build/page.mjs <dist> [--minify]`.

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, extname, join, parse } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { tokens, withTokens } from './tokens.mjs';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { minify: { type: 'boolean', default: false } } });
const [dist] = positionals;
if (!dist) {
  console.error('usage: node build/page.mjs <dist> [--minify]');
  process.exit(2);
}

const LOCALES = fileURLToPath(new URL('../../locales', import.meta.url));
const GALLERY = fileURLToPath(new URL('../src/gallery/gallery.ts', import.meta.url));

const options = {
  allowOverwrite: true,
  minify: values.minify,
  format: 'esm',
  target: 'es2022',
  legalComments: 'none',
  logLevel: 'warning',
};

// wasm-bindgen's modules with those that they import.
for (const name of ['page.js', 'workbench/workbench.js', 'workbench/workbench_worker.js']) {
  const module = join(dist, name);
  await build({ ...options, entryPoints: [module], outfile: module, bundle: true });
}

for (const name of ['page', 'workbench', 'gallery']) {
  const dir = join(dist, name);
  const files = readdirSync(dir).filter((file) => ['.js', '.css'].includes(extname(file)));
  for (const sheet of files.filter((file) => extname(file) === '.css').map((file) => join(dir, file))) {
    // By the variables of page.css, for browsers that lack light-dark().
    const css = withTokens(readFileSync(sheet, 'utf8')).replace(/light-dark\((.+?), (.+?)\)/g, 'var(--light, $1) var(--dark, $2)');
    writeFileSync(sheet, css);
  }
  await build({ ...options, entryPoints: files.map((file) => join(dir, file)), outdir: dir });
  rmSync(join(dir, 'snippets'), { recursive: true, force: true });
}
rmSync(join(dist, 'snippets'), { recursive: true, force: true });

/** The gallery's cards are those of the kit beside it, as on any other page. */
const kitBeside = {
  name: 'kit-beside',
  setup({ onResolve }) {
    onResolve({ filter: /\/entries\/\w+\.js$/ }, ({ path }) => ({ path: `../phone-profile/${basename(path)}`, external: true }));
  },
};

await build({
  ...options,
  entryPoints: [GALLERY],
  outfile: join(dist, 'gallery/gallery.js'),
  bundle: true,
  plugins: [kitBeside],
  define: {
    LANGUAGES: JSON.stringify(readdirSync(LOCALES).map((file) => parse(file).name)),
    THEMES: JSON.stringify(Object.entries(tokens.themes).map(([name, { title }]) => [name, title])),
  },
});

// The texts of page and frame in each language but English, which the page brings along, and what is said of numbers.
const locales = join(dist, 'page/locales');
mkdirSync(locales, { recursive: true });
for (const file of readdirSync(LOCALES).filter((name) => extname(name) === '.json' && name !== 'en.json')) {
  const { direction, page, card = {} } = JSON.parse(readFileSync(join(LOCALES, file), 'utf8'));
  const ofNumbers = Object.fromEntries(Object.entries(card).filter(([key]) => /^number[A-Z]/.test(key)));
  writeFileSync(join(locales, file), JSON.stringify({ direction, page, card: ofNumbers }));
}
