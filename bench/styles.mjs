// Gives the peers our own style sheets, for shadow roots as they are (`card-css:shadow`), or rewritten for cards
// without one (`card-css:light`), so that the styles are written once.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from 'esbuild';

const SHEETS = ['skeleton.css', 'card.css'];

/** The first versions that understand what the sheets use; without nesting, which esbuild then resolves. */
const WITHOUT_NESTING = ['chrome111'];

export function styles(shell) {
  return {
    name: 'card-css',
    setup(build) {
      build.onResolve({ filter: /^card-css:/ }, ({ path }) => ({ path: path.slice(9), namespace: 'card-css' }));
      build.onLoad({ filter: /.*/, namespace: 'card-css' }, async ({ path }) => {
        const own = SHEETS.map((file) => readFileSync(join(shell, file), 'utf8')).join('\n');
        const { code } = await transform(path === 'light' ? light(own) : own, {
          loader: 'css',
          minify: true,
          target: path === 'light' ? WITHOUT_NESTING : undefined,
        });
        return { contents: code.trim(), loader: 'text' };
      });
    },
  };
}

/** The host becomes an element with a class, everything else something within it. */
function light(css) {
  const keyframes = [];
  const rules = css
    .replace(/\/\*.*?\*\//gs, '')
    // A name that is the document's has to be one that nobody else takes.
    .replaceAll('breathe', 'phone-card-breathe')
    .replace(/@keyframes [^{]+\{[^{}]*\{[^{}]*\}\s*\}/g, (rule) => (keyframes.push(rule), ''))
    .replace(/[^{}]*::slotted\([^{]*\{[^{}]*\}/g, '')
    .replace(/:host\(\[hidden\]\)/g, '&[hidden]')
    .replace(/:host\(\[([^\]]+)\]\)/g, '&[data-$1]')
    .replace(/:host\b/g, '&')
    .replace(/\[part~='(\w+)'\]/g, '.$1');
  return `${keyframes.join('\n')}\n.phone-card {\n${rules}\n}`;
}
