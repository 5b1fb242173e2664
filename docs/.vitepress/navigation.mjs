// The side bar: every page in one place, under its own first heading.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The pages in their order; `folder/*` are all others of a folder, by title. */
const GROUPS = [
  { text: 'Start', pages: ['index', 'overview', 'embedding', 'demo-numbers', 'embed/index'] },
  {
    text: 'Guides',
    pages: [
      'element',
      'functions',
      'iframe',
      'attach',
      'list',
      'theming',
      'languages',
      'signals',
      'testing',
      'in-other-pages',
      'browsers',
      'page',
      'workbench',
      'what-it-reads',
    ],
  },
  { text: 'Jobs', pages: ['jobs/*'] },
  { text: 'Recipes', pages: ['embed/cors', 'embed/*'] },
  {
    text: 'Reference',
    pages: [
      'reference/phone-profile',
      'reference/phone-profile-list',
      'reference/functions',
      'reference/list',
      'reference/frame',
      'reference/testing',
    ],
  },
  { text: 'Gateway', pages: ['gateway', 'upstreams'] },
  { text: 'Project', pages: ['changelog', 'decisions'] },
];

/** What the side bar calls pages whose heading says less, or more, than is needed there. */
const NAMES = { index: 'Documentation', overview: 'Overview', 'embed/index': 'All recipes' };

/** The side bar of the pages in a directory. One that no group has, or that is not there, ends the build. */
export function sidebar(directory) {
  const left = new Set(pagesBelow(directory));
  const take = (page) => {
    if (!left.delete(page)) throw new Error(`the navigation names ${page}, which is no page or stands there twice`);
    return { text: NAMES[page] ?? titleOf(directory, page), link: `/${page.replace(/(^|\/)index$/, '$1')}` };
  };
  const all = (folder) => [...left].filter((page) => page.startsWith(folder)).map(take).sort(byText);
  const groups = GROUPS.map(({ text, pages }) => ({
    text,
    items: pages.flatMap((page) => (page.endsWith('*') ? all(page.slice(0, -1)) : take(page))),
  }));
  if (left.size) throw new Error(`pages that are in no group of docs/.vitepress/navigation.mjs: ${[...left].join(', ')}`);
  return groups;
}

function pagesBelow(directory) {
  const files = readdirSync(directory, { recursive: true }).map((path) => path.replaceAll('\\', '/'));
  return files.filter((path) => path.endsWith('.md')).map((path) => path.slice(0, -'.md'.length));
}

/** The first heading up to its colon, as HTML. */
function titleOf(directory, page) {
  const [, heading] = /^# (.+)$/m.exec(readFileSync(join(directory, `${page}.md`), 'utf8')) ?? [];
  if (!heading) throw new Error(`${page}.md has no title`);
  return heading.split(':')[0].replaceAll('`', '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function byText(one, other) {
  return one.text.localeCompare(other.text, 'en');
}
