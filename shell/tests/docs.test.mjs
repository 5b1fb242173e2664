// The documentation site's own rules: which page a link leads to, where a page stands, and what ends the build.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { anchorOf, expectAnchors } from '../../docs/.vitepress/anchors.mjs';
import { addressOf } from '../../docs/.vitepress/markdown/links.mjs';
import { sidebar } from '../../docs/.vitepress/navigation.mjs';
import { copyDocuments, documentOf, pageOf } from '../../docs/.vitepress/pages/documents.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Runs with a directory of these files. */
function within(files, run) {
  const dir = mkdtempSync(join(tmpdir(), 'phone-profile-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, name)), { recursive: true });
      writeFileSync(join(dir, name), text);
    }
    return run(dir);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

test('given documents of the repository, when their pages are asked for, then each leads back to its document', () => {
  const known = {
    'README.md': 'overview.md',
    'gateway/README.md': 'gateway.md',
    'docs/embed/README.md': 'embed/index.md',
    'docs/attach.md': 'attach.md',
  };
  for (const [document, page] of Object.entries(known)) {
    assert.equal(pageOf(document), page);
    assert.equal(documentOf(page, ROOT), document);
  }
  assert.equal(pageOf('ARCHITECTURE.md'), undefined);
  assert.equal(pageOf('docs/package.json'), undefined);
  assert.equal(documentOf('reference/functions.md', ROOT), undefined);
});

test('given links of documents, when followed, then they lead to pages, to paths without one, or end the build', () => {
  const from = (document) => ({ repository: ROOT, document, page: pageOf(document) });
  const recipe = from('docs/embed/vue.md');
  assert.deepEqual(addressOf('cors.md', recipe), { to: './cors.md' });
  assert.deepEqual(addressOf('../../README.md#embed-it', recipe), { to: '../overview.md#embed-it' });
  assert.deepEqual(addressOf('../../examples/vue', recipe), { path: 'examples/vue' });
  assert.deepEqual(addressOf('docs/pictures/crm.png', from('README.md')), { to: './pictures/crm.png' });
  assert.deepEqual(addressOf('docs/embed/', from('README.md')), { to: './embed/index.md' });
  assert.deepEqual(addressOf('https://crm.example/', recipe), { to: 'https://crm.example/' });
  assert.throws(() => addressOf('../nowhere.md', recipe), /docs\/embed\/vue\.md has a link to docs\/nowhere\.md/);
});

test('given headings, when anchored, then the anchors are those of git hosts', () => {
  assert.equal(anchorOf('What was run last'), 'what-was-run-last');
  assert.equal(anchorOf('attach(): a card & more'), 'attach-a-card--more');
  assert.equal(anchorOf('--phone-profile-bg'), '--phone-profile-bg');
});

test('given a built site, when a link leads to an anchor that is not there, then the build ends', () => {
  const site = (href) => ({ 'index.html': '<h1 id="top">', 'embed/vue.html': `<h2 id="vue"><a class="x" href="${href}">` });
  for (const href of ['#vue', '../#top', '/docs/#top', '../index.html#top', 'https://crm.example/#top']) {
    within(site(href), (dir) => expectAnchors(dir, '/docs/'));
  }
  for (const href of ['#top', '../#vue', '/docs/#nothing']) {
    assert.throws(() => within(site(href), (dir) => expectAnchors(dir, '/docs/')), /embed\/vue\.html: /, href);
  }
});

test('given a document in no group, when the side bar is made, then the build ends and names it', () => {
  const reference = ['phone-profile', 'phone-profile-list', 'functions', 'list', 'frame', 'testing'];
  const generated = ['index', ...reference.map((name) => `reference/${name}`)];
  const pages = Object.fromEntries(generated.map((name) => [`${name}.md`, `# \`<${name}>\`: a title\n`]));
  within(pages, (dir) => {
    copyDocuments(ROOT, dir);
    const groups = sidebar(dir);
    const found = groups.flatMap(({ items }) => items);
    assert.ok(found.some(({ text, link }) => text === 'Vue' && link === '/embed/vue'));
    assert.ok(found.some(({ text }) => text === '&lt;reference/functions&gt;'));
    writeFileSync(join(dir, 'forgotten.md'), '# Forgotten\n');
    assert.throws(() => sidebar(dir), /no group .*: forgotten/);
  });
});
