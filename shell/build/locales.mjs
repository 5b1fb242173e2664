// The files in `locales/` as modules: `locale:<name>` has the sections of the kit. English is bundled, others stay files
// of their own, beside the module that imports them.

import { readdirSync, readFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { fileURLToPath } from 'node:url';

const LOCALES = fileURLToPath(new URL('../../locales', import.meta.url));
/** What the kit shows. Other sections are the page's. */
const SECTIONS = ['direction', 'card', 'list', 'attach'];

function read(name) {
  const catalogue = JSON.parse(readFileSync(join(LOCALES, `${name}.json`), 'utf8'));
  return Object.fromEntries(SECTIONS.map((section) => [section, catalogue[section]]));
}

/** `areInside`: everything is in one file. */
export const locales = ({ areInside = false } = {}) => ({
  name: 'locales',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^locale:/ }, ({ path }) => {
      const name = path.slice('locale:'.length);
      if (name === 'en' || areInside) return { path: name, namespace: 'locale' };
      return { path: `./locales/${name}.js`, external: true };
    });
    onLoad({ filter: /.*/, namespace: 'locale' }, ({ path }) => ({ contents: JSON.stringify(read(path)), loader: 'json' }));
  },
});

/** Writes the modules that stay files of their own. */
export function writeLocales(kit) {
  mkdirSync(join(kit, 'locales'), { recursive: true });
  for (const file of readdirSync(LOCALES)) {
    const { name } = parse(file);
    if (name === 'en') continue;
    const lines = Object.entries(read(name)).map(([section, texts]) => `export const ${section} = ${JSON.stringify(texts)};\n`);
    writeFileSync(join(kit, 'locales', `${name}.js`), lines.join(''));
  }
}
