// The kit's declarations: what tsc emits, and beside each public module one that points to its own.

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SHELL = fileURLToPath(new URL('..', import.meta.url));

/** Modules that people import. */
export const PUBLIC = [
  'index',
  'define',
  'lookup',
  'inline',
  'react',
  'list',
  'define-list',
  'react-list',
  'frame',
  'testing',
  'phone-profile',
];

/** Those that are there in CommonJS too, with what they export beside types; a class is a type too. */
const INDEX = {
  classes: ['LookupError', 'PhoneProfileElement'],
  values: ['attach', 'configure', 'define', 'forget', 'init', 'lookup', 'lookupMany', 'mount', 'version'],
};
const COMMONJS = {
  index: INDEX,
  define: {},
  lookup: { classes: ['LookupError'], values: ['configure', 'forget', 'init', 'lookup', 'lookupMany', 'version'] },
  react: { values: ['PhoneProfile'] },
  list: { classes: ['PhoneProfileListElement'], values: ['defineList'] },
  'define-list': {},
  'react-list': { values: ['PhoneProfileList'] },
  frame: { values: ['embedFrame'] },
  testing: { ...INDEX, values: [...INDEX.values, 'failure', 'pending', 'profiles', 'restoreLookups', 'stubLookups'] },
};

export function writeDeclarations(kitDir) {
  const tsc = join(SHELL, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '--project', join(SHELL, 'tsconfig.types.json'), '--outDir', join(kitDir, 'types')], {
    stdio: 'inherit',
  });
  for (const name of PUBLIC) writeFileSync(join(kitDir, `${name}.d.ts`), `export * from './types/entries/${name}.js';\n`);
  mkdirSync(join(kitDir, 'commonjs'), { recursive: true });
  for (const [name, exported] of Object.entries(COMMONJS)) {
    writeFileSync(join(kitDir, 'commonjs', `${name}.d.cts`), inCommonJs(`../types/entries/${name}.js`, exported));
  }
  copyFileSync(join(SHELL, 'src/types/phone_profile_bg.wasm.d.ts'), join(kitDir, 'phone_profile_bg.wasm.d.ts'));
}

/**
 * Declarations for `require`. They name those of the ES module, so that a class is one type however it is imported; a
 * plain `export *` from there would be an error, since CommonJS can't have its values.
 */
export function inCommonJs(module, { classes = [], values = [] } = {}) {
  const from = `from '${module}' with { 'resolution-mode': 'import' };\n`;
  const value = (name) => `export declare const ${name}: typeof esm.${name};\n`;
  const type = (name) => `export type ${name} = esm.${name};\n`;
  return [
    `export type * ${from}`,
    ...(classes.length || values.length ? [`import type * as esm ${from}`] : []),
    ...classes.flatMap((name) => [value(name), type(name)]),
    ...values.map(value),
  ].join('');
}
