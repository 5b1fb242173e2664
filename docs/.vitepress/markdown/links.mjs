// Links of documents, which are written for the repository: to another page where there is one, and as the path itself
// where a file or folder of the repository is meant. What isn't there ends the build.

import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { documentOf, pageOf } from '../pages/documents.mjs';

const ABSOLUTE = /^([a-z][a-z+.-]*:|\/|#)/i;

/** A rule for markdown-it that runs before VitePress's own, for which links lead from page to page. */
export function repositoryLinks(repository) {
  return (markdown) => {
    markdown.core.ruler.push('repository-links', ({ tokens, env, Token }) => {
      // A page's title is read on its own.
      const document = env.relativePath && documentOf(env.relativePath, repository);
      if (!document) return;
      const address = (href) => addressOf(href, { repository, document, page: env.relativePath });
      for (const line of tokens.filter(({ children }) => children)) {
        const images = line.children.filter(({ type }) => type === 'image');
        for (const image of images) image.attrSet('src', address(image.attrGet('src')).to);
        line.children = withoutDeadEnds(line.children, address, Token);
      }
    });
  };
}

/** The parts of a line, where a link to no page is its words, with the path behind them. */
function withoutDeadEnds(tokens, address, Token) {
  const text = (content) => Object.assign(new Token('text', '', 0), { content });
  const code = (content) => Object.assign(new Token('code_inline', 'code', 0), { content, markup: '`' });
  const result = [];
  let path;
  for (const token of tokens) {
    if (token.type === 'link_open') {
      const found = address(token.attrGet('href'));
      path = found.path;
      if (!path) token.attrSet('href', found.to);
    }
    if (!path) {
      result.push(token);
    } else if (token.type === 'link_close') {
      if (result.at(-1).content.replace(/\/$/, '') === path) result.splice(-1, 1, code(result.at(-1).content));
      else result.push(text(' ('), code(path), text(')'));
      path = undefined;
    } else if (token.type !== 'link_open') {
      result.push(token);
    }
  }
  return result;
}

/** Where a link leads: to a page, or else to a path of the repository that has none. */
export function addressOf(href, { repository, document, page }) {
  if (ABSOLUTE.test(href)) return { to: href };
  const [file, anchor] = href.split('#');
  const path = posix.join(posix.dirname(document), file).replace(/\/$/, '');
  if (!existsSync(join(repository, path))) throw new Error(`${document} has a link to ${path}, which is not there`);
  const index = `${path}/README.md`;
  const target = pageOf(path) ?? (existsSync(join(repository, index)) ? pageOf(index) : undefined);
  if (!target) return { path };
  const relative = posix.relative(posix.dirname(page), target);
  return { to: (relative.startsWith('.') ? relative : `./${relative}`) + (anchor ? `#${anchor}` : '') };
}
