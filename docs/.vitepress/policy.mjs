// What the gateway's Content-Security-Policy asks of the site: no inline script, no inline style, no `data:` URL. VitePress
// writes all of them: scripts and icons go into files of their own, and styles become classes.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformerStyleToClass } from '@shikijs/transformers';

const INLINE_SCRIPT = /<script id="([\w-]+)">(.*?)<\/script>/gs;
/** A height that the theme sets when it has measured it, and what the site's own style sheet says. */
const THEME_STYLES = / style="(--vp-vh:0px|position:relative);"/g;
const ICON = /url\((["'])data:image\/svg\+xml,(.*?)\1\)/g;
/** The colours of code, in the site's directory. */
const CODE_COLORS = 'assets/code-colors.css';

/** The parts of VitePress's configuration that do it, for a site at this base. */
export function strictPolicy(base) {
  const colors = transformerStyleToClass({ classPrefix: 'code-' });
  return {
    head: ['link', { rel: 'stylesheet', href: base + CODE_COLORS }],
    codeTransformer: colors,

    transformHtml(html, { siteConfig }) {
      const result = html.replace(THEME_STYLES, '').replace(INLINE_SCRIPT, (_, id, code) => {
        write(siteConfig, `assets/${id}.js`, code);
        return `<script id="${id}" src="${base}assets/${id}.js"></script>`;
      });
      const [left] = /<script(?![^>]* src=)[^>]*>|<style\b[^>]*>|<[^>]+ style="[^>]*>/.exec(result) ?? [];
      if (left) throw new Error(`the policy forbids what VitePress writes into pages: ${left}`);
      return result;
    },

    buildEnd(siteConfig) {
      write(siteConfig, CODE_COLORS, colors.getCSS());
      const assets = join(siteConfig.outDir, 'assets');
      for (const name of readdirSync(assets).filter((name) => name.endsWith('.css'))) {
        const css = readFileSync(join(assets, name), 'utf8').replace(ICON, (_, quote, svg) => {
          const icon = `icons/${createHash('sha256').update(svg).digest('hex').slice(0, 8)}.svg`;
          write(siteConfig, `assets/${icon}`, decodeURIComponent(svg));
          return `url(${icon})`;
        });
        if (css.includes('data:')) throw new Error(`the policy forbids a data: URL in ${name}`);
        write(siteConfig, `assets/${name}`, css);
      }
    },
  };
}

function write({ outDir }, name, text) {
  const file = join(outDir, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
