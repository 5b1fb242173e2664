// Anchors: of headings, as git hosts make them, so that a link fits there and on the site; and a check that each link to
// one finds it. VitePress looks for pages only.

import { readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';

/** `attach(): a card & more` → `attach-a-card--more` */
export function anchorOf(heading) {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\s-]/gu, '')
    .replace(/\s/g, '-');
}

/** Ends the build if a link of the site in a directory leads to an anchor that isn't there. */
export function expectAnchors(directory, base) {
  const names = readdirSync(directory, { recursive: true }).filter((name) => name.endsWith('.html'));
  const read = (name) => [name.replaceAll('\\', '/'), readFileSync(join(directory, name), 'utf8')];
  const pages = new Map(names.map(read));
  const ids = new Map([...pages].map(([name, html]) => [name, new Set(all(html, /\sid="([^"]+)"/g).map(([id]) => id))]));
  const dead = [...pages].flatMap(([page, html]) => {
    const links = all(html, /<a\s[^>]*?href="([^"#:]*)#([^"]+)"/g);
    const isDead = ([path, anchor]) => ids.get(targetOf(page, path, base))?.has(decodeURIComponent(anchor)) === false;
    return links.filter(isDead).map(([path, anchor]) => `${page}: ${path}#${anchor}`);
  });
  if (dead.length) throw new Error(`links to anchors that are not there:\n${dead.join('\n')}`);
}

function targetOf(page, path, base) {
  if (!path) return page;
  const target = path.startsWith(base) ? path.slice(base.length) : posix.join(posix.dirname(page), path);
  return target === '' || target.endsWith('/') ? posix.join(target, 'index.html') : target;
}

/** The groups of each match. */
function all(text, pattern) {
  return [...text.matchAll(pattern)].map(([, ...groups]) => groups);
}
