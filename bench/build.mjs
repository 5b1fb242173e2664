// `node build.mjs <kit dir> <out dir> [<styles dir>]`: makes the site that the bench visits, of our kit as it was
// built and of the peers, bundled here. The styles are the kit's own; they lie beside it in a checkout.

import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { compilers } from './compilers.mjs';
import { writePages } from './pages.mjs';
import { styles } from './styles.mjs';

const [kit, out, shell = resolve(kit ?? '.', '../../shell/src/styles')] = process.argv.slice(2);
if (!out) {
  console.error('usage: node build.mjs <kit dir> <out dir> [<styles dir>]');
  process.exit(2);
}

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

/** What each peer's page loads, and what its lab page loads. */
const peers = {
  vanilla: ['card.js', 'table.js'],
  lit: ['card.js', 'table.js'],
  preact: ['mount.jsx', 'table.jsx'],
  svelte: ['mount.svelte.js', 'table.js'],
  vue: ['mount.js', 'table.js'],
  react: ['mount.jsx', 'table.jsx'],
};

async function bundle(entry, outfile, options) {
  await build({
    entryPoints: [at(entry)],
    outfile: join(out, outfile),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'warning',
    jsx: 'automatic',
    define: {
      'process.env.NODE_ENV': '"production"',
      // What Vue's documentation asks bundlers to set, for its smallest build.
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    plugins: [styles(shell), compilers()],
    ...options,
  });
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
cpSync(kit, join(out, 'phone-profile'), { recursive: true });
for (const [name, [card, table]] of Object.entries(peers)) {
  const options = { jsxImportSource: name === 'preact' ? 'preact' : 'react' };
  await bundle(`./peers/${name}/${card}`, `peers/${name}/card.js`, options);
  await bundle(`./peers/${name}/${table}`, `peers/${name}/table.js`, options);
}
await bundle('./own/table.js', 'own/table.js', { external: ['/phone-profile/*'] });
cpSync(at('./pages'), join(out, 'pages'), { recursive: true });
writePages(out, Object.keys(peers));
