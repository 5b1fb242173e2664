// Makes the npm package of a built kit: `PACKAGE_VERSION=<version> node build/package.mjs <kit> <package>`.

import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inCommonJs } from './declarations.mjs';
import { editorData } from './editor-data.mjs';
import { customElementsManifest } from './manifest.mjs';
import { packageJson, TYPES } from './package-json.mjs';
import { typings } from './typings.mjs';

const [kit, out] = process.argv.slice(2);
const version = process.env.PACKAGE_VERSION;
if (!kit || !out || !version) {
  console.error('usage: PACKAGE_VERSION=<version> node build/package.mjs <kit> <package>');
  process.exit(2);
}

/** Modules that a page can't load without a bundler. */
const NOT_FOR_PAGES = [
  'react.js',
  'react-node.js',
  'react-list.js',
  'react-list-node.js',
  'list-node.js',
  'define-node.js',
  'define-list-node.js',
  'workerd.js',
  'edge-light.js',
];
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const write = (name, text) => writeFileSync(join(out, name), text);
const json = (value) => `${JSON.stringify(value, undefined, 2)}\n`;

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
// What is compressed is for web servers, which a package isn't served by.
cpSync(kit, out, { recursive: true, filter: (file) => extname(file) !== '.br' });
for (const name of ['LICENSE', 'CHANGELOG.md']) cpSync(join(ROOT, name), join(out, name));

const manifest = customElementsManifest();
write('custom-elements.json', json(manifest));
for (const [name, data] of Object.entries(editorData(manifest, version))) write(name, json(data));
for (const [name, text] of Object.entries(typings(manifest))) write(name, text);
for (const name of TYPES) write(`commonjs/${name}.d.cts`, inCommonJs(`../${name}.js`));
write('README.md', readme());
write('sri.json', json(integrities()));
write('package.json', json(packageJson(version)));

/** The project's own, whose pictures and further documents stay in the repository. */
function readme() {
  const lines = readFileSync(join(ROOT, 'README.md'), 'utf8').split('\n');
  return lines.filter((line) => !line.startsWith('![')).join('\n');
}

/** Subresource Integrity (W3C) of everything that a page can load. */
function integrities() {
  const files = readdirSync(out).filter((name) => ['.js', '.wasm'].includes(extname(name)));
  const loaded = files.filter((name) => !NOT_FOR_PAGES.includes(name)).sort();
  const hash = (name) => createHash('sha384').update(readFileSync(join(out, name))).digest('base64');
  return Object.fromEntries(loaded.map((name) => [name, `sha384-${hash(name)}`]));
}
