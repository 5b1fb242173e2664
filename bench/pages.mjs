// Writes the pages: one with a single card for each contender, as its users would write it, one with five below each
// other, and one for its experiments.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const NUMBER = '+13105550123';
/** A person, a business, one who hides the picture, one without a picture, and a number that nobody has. */
const COLUMN = [NUMBER, '+13105550101', '+13105550103', '+13105550104', '+13105550106'];
const ENDPOINT = '/';

const ELEMENTS = { vanilla: 'vanilla-card', lit: 'lit-card' };

export function writePages(out, peers) {
  for (const [name, { head, body }] of Object.entries({ ...ours(), ...theirs(peers) })) {
    write(join(out, 'first', `${name}.html`), page(head, body));
    const column = COLUMN.map((number) => body.replaceAll(NUMBER, number));
    write(join(out, 'column', `${name}.html`), page(head, column.join('\n    ')));
  }
  const tables = { 'phone-profile': '/own/table.js' };
  for (const name of peers) tables[name] = `/peers/${name}/table.js`;
  for (const [name, table] of Object.entries(tables)) {
    const script = `lab/${name}.js`;
    const imports = `import * as contender from '${table}';\nimport { start } from '/pages/lab.js';\n`;
    write(join(out, script), `${imports}\nstart(contender);\n`);
    const head = ['<link rel="stylesheet" href="/pages/lab.css">', `<script type="module" src="/${script}"></script>`];
    write(join(out, 'lab', `${name}.html`), page(head, ''));
  }
}

/** As docs/embedding.md has it: with and without the lines that load everything at once. */
function ours() {
  const script = '<script type="module" src="/phone-profile/define.js"></script>';
  const body = `<phone-profile number="${NUMBER}" endpoint="${ENDPOINT}"></phone-profile>`;
  const preloads = [
    '<link rel="modulepreload" href="/phone-profile/index.js">',
    '<link rel="modulepreload" href="/phone-profile/runtime.js">',
    '<link rel="preload" as="fetch" crossorigin href="/phone-profile/phone_profile_bg.wasm">',
  ];
  return {
    'phone-profile': { head: [...preloads, script], body },
    'phone-profile-one-line': { head: [script], body },
  };
}

/** One file each, which is named ahead like ours. */
function theirs(peers) {
  return Object.fromEntries(
    peers.map((name) => {
      const src = `/peers/${name}/card.js`;
      const tag = ELEMENTS[name];
      return [
        name,
        {
          head: [`<link rel="modulepreload" href="${src}">`, `<script type="module" src="${src}"></script>`],
          body: tag
            ? `<${tag} number="${NUMBER}" endpoint="${ENDPOINT}"></${tag}>`
            : `<div data-card data-number="${NUMBER}" data-endpoint="${ENDPOINT}"></div>`,
        },
      ];
    }),
  );
}

function page(head, body) {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Bench</title>
    <link rel="icon" href="data:,">
    <script src="/pages/measure.js"></script>
    ${head.join('\n    ')}
  </head>
  <body>
    ${body}
  </body>
</html>
`;
}

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
