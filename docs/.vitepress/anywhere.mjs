// VitePress writes the site's base into all that it makes. Here the site finds out where it is as it is opened, so that a
// gateway behind a path prefix serves it too.

import { posix } from 'node:path';

/** A script in the head, before all others: where the site is. `policy.mjs` puts it into a file in `assets/`. */
const WHERE = "window.siteBase = new URL('..', document.currentScript.src).pathname";

/** The parts of VitePress's configuration that do it, for a site that is built for this base. */
export function anywhere(base) {
  return {
    head: ['script', { id: 'site-base' }, WHERE],

    /** Links and files of a page, from its own place on. The theme makes links whole again. */
    transformHtml(html, { page }) {
      const up = posix.relative(posix.dirname(page), '.') || '.';
      return html.replaceAll(new RegExp(`(\\s(?:href|src))="${base}`, 'g'), `$1="${up}/`);
    },

    vite: {
      define: { 'import.meta.env.BASE_URL': 'window.siteBase' },
      experimental: {
        renderBuiltUrl: (name, { hostType, ssr }) => {
          if (ssr) return base + name;
          return hostType === 'js' ? { runtime: `window.siteBase + ${JSON.stringify(name)}` } : { relative: true };
        },
      },
      plugins: [
        {
          name: 'search-index-anywhere',
          enforce: 'post',
          transform(code, id) {
            if (!/@localSearchIndex\w+$/.test(id)) return undefined;
            const index = code.replace(/^export default/, 'const index =');
            return `${index};\nexport default index.replaceAll('"${base}', '"' + window.siteBase);`;
          },
        },
      ],
    },
  };
}
