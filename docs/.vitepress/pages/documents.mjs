// Which documents of the repository are pages, and where.

import { cpSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

/** Documents that stand elsewhere than in docs/. */
const ELSEWHERE = {
  'README.md': 'overview.md',
  'gateway/README.md': 'gateway.md',
  'CHANGELOG.md': 'changelog.md',
};

const DOCS = 'docs/';

/** The page that a document or picture of the repository becomes, if it does. */
export function pageOf(document) {
  if (ELSEWHERE[document]) return ELSEWHERE[document];
  if (!document.startsWith(DOCS) || !/\.(md|png)$/.test(document)) return undefined;
  return document.slice(DOCS.length).replace(/(^|\/)README\.md$/, '$1index.md');
}

/** The document that a page was made of; generated pages have none. */
export function documentOf(page, repository) {
  const [elsewhere] = Object.entries(ELSEWHERE).find(([, name]) => name === page) ?? [];
  const candidates = [elsewhere, DOCS + page, DOCS + page.replace(/(^|\/)index\.md$/, '$1README.md')];
  return candidates.find((name) => name && existsSync(join(repository, name)));
}

/** Copies all of them into a directory. */
export function copyDocuments(repository, target) {
  for (const document of [...Object.keys(ELSEWHERE), ...filesBelow(repository, 'docs')]) {
    const page = pageOf(document);
    if (!page) continue;
    mkdirSync(dirname(join(target, page)), { recursive: true });
    cpSync(join(repository, document), join(target, page));
  }
}

function filesBelow(root, directory) {
  return readdirSync(join(root, directory)).flatMap((name) => {
    const path = posix.join(directory, name);
    if (name.startsWith('.') || name === 'node_modules') return [];
    return statSync(join(root, path)).isDirectory() ? filesBelow(root, path) : [path];
  });
}
