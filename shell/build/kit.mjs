// Makes the embed kit in the directory where wasm-bindgen has written its files: `node build/kit.mjs <kit> [--minify]`.
// PREFETCH_NUMBER, from the environment, is the pattern of numbers that may be prefetched.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, parse, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build, transform } from 'esbuild';
import { writeDeclarations } from './declarations.mjs';
import { locales, writeLocales } from './locales.mjs';
import { themeSheet, tokens, withTokens } from './tokens.mjs';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { minify: { type: 'boolean', default: false } } });
const [kit] = positionals;
const pattern = process.env.PREFETCH_NUMBER;
if (!kit || !pattern) {
  console.error('usage: PREFETCH_NUMBER=<pattern> node build/kit.mjs <kit> [--minify]');
  process.exit(2);
}

const ENTRIES = fileURLToPath(new URL('../src/entries', import.meta.url));
const WASM_SOURCES = fileURLToPath(new URL('../src/wasm', import.meta.url));
const WASM = resolve(kit, 'phone_profile_bg.wasm');
const GLUE = resolve(kit, 'phone_profile.js');

/** A module that imports the kit's other files, so that all of them share one element class, one cache and one wasm. */
const BESIDE = { format: 'esm', besideOthers: '.js' };
/** The same in CommonJS, which has one file with everything in it, and others that share it. */
const COMMONJS = {
  format: 'cjs',
  besideOthers: '.cjs',
  // `react` stays outside, and `node:util`.
  packages: 'external',
  // Test runners run these files where `import()` is not at hand.
  supported: { 'dynamic-import': false },
};
/** Bundlers and pages look for files that a module names beside itself: this one names none. */
const WITHOUT_PLACE = { 'import.meta.url': 'undefined' };
// Bundlers that split servers from clients go by the directive, and esbuild drops it.
const CLIENT = { packages: 'external', banner: { js: "'use client';" } };
/** Its licence asks for this line. */
const WITH_FLOATING_UI = { banner: { js: '/*! With Floating UI. MIT License. Copyright (c) 2021-present Floating UI contributors */' } };
const script = (name) => fileURLToPath(new URL(name, import.meta.url));

/** The files of the kit, which have the names of their entries where they name no other. */
const FILES = {
  'index.js': BESIDE,
  'define.js': BESIDE,
  'lookup.js': BESIDE,
  'attach.js': BESIDE,
  // Fetched by attach() where the browser has no anchor positioning.
  'floating.js': { ...BESIDE, ...WITH_FLOATING_UI },
  'many.js': BESIDE,
  'problem.js': BESIDE,
  'languages.js': BESIDE,
  'runtime.js': { ...BESIDE, define: WITHOUT_PLACE },
  // Imports nothing: a host page of a frame loads no other file of the kit.
  'frame.js': BESIDE,
  'react.js': { ...BESIDE, ...CLIENT },
  // Nobody pays for the list who doesn't use it.
  'list.js': BESIDE,
  'define-list.js': BESIDE,
  'react-list.js': { ...BESIDE, ...CLIENT },
  // These bring the wasm along for all others: inside, or as a module of the platform.
  'inline.js': BESIDE,
  'define-node.js': BESIDE,
  'react-node.js': { ...BESIDE, ...CLIENT },
  'list-node.js': BESIDE,
  'define-list-node.js': BESIDE,
  'react-list-node.js': { ...BESIDE, ...CLIENT },
  'workerd.js': BESIDE,
  'edge-light.js': BESIDE,
  'testing.js': BESIDE,
  'commonjs/kit.cjs': {
    ...COMMONJS,
    entry: 'inline',
    besideOthers: undefined,
    define: { ...WITHOUT_PLACE, KIT_FORMAT: JSON.stringify('commonjs') },
    inject: [script('./text-coding.js')],
    areLocalesInside: true,
    ...WITH_FLOATING_UI,
  },
  'commonjs/define.cjs': COMMONJS,
  'commonjs/lookup.cjs': COMMONJS,
  'commonjs/languages.cjs': { ...COMMONJS, areLocalesInside: true },
  // Not by `index.cjs`: a test may put this module in its place.
  'commonjs/testing.cjs': { ...COMMONJS, indexIn: './kit.cjs' },
  'commonjs/react.cjs': { ...COMMONJS, ...CLIENT },
  'commonjs/list.cjs': COMMONJS,
  'commonjs/define-list.cjs': COMMONJS,
  'commonjs/react-list.cjs': { ...COMMONJS, ...CLIENT },
  'commonjs/frame.cjs': { ...COMMONJS, define: WITHOUT_PLACE },
  // A classic script, with everything but the wasm.
  'phone-profile.js': {
    format: 'iife',
    define: { 'import.meta.url': 'scriptUrl', KIT_FORMAT: JSON.stringify('script') },
    inject: [script('./script-url.js')],
    // Most browsers never need it.
    besideOthers: '.js',
    outside: ['floating'],
  },
};

/** Imports of other entries, or of these alone, stay imports of the file beside. */
const otherEntriesOutside = (extension, indexIn, outside) => ({
  name: 'other-entries-outside',
  setup({ onResolve }) {
    onResolve({ filter: /^\.{1,2}\/.*\.js$/ }, ({ path, resolveDir, kind }) => {
      const file = resolve(resolveDir, path);
      if (kind === 'entry-point' || dirname(file) !== ENTRIES) return undefined;
      const name = basename(file, '.js');
      if (outside && !outside.includes(name)) return undefined;
      return { path: (name === 'index' && indexIn) || `./${name}${extension}`, external: true };
    });
  },
});

/** wasm-bindgen's module and the wasm, in place of their declarations. The module gets its globals from wasm/globals.ts. */
const builtWasm = {
  name: 'built-wasm',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /\/wasm\/glue\.js$/ }, () => ({ path: GLUE, namespace: 'glue' }));
    onLoad({ filter: /.*/, namespace: 'glue' }, () => ({
      contents: `import { Window, self } from './globals.js';\n${readFileSync(GLUE, 'utf8')}`,
      resolveDir: WASM_SOURCES,
    }));
    onResolve({ filter: /\/wasm\/phone_profile_bg\.wasm\?base64$/ }, () => ({ path: WASM }));
    // What platforms import is the file beside.
    onResolve({ filter: /\/wasm\/phone_profile_bg\.wasm(\?module)?$/ }, ({ path }) => ({
      path: `./${basename(path)}`,
      external: true,
    }));
  },
};

/** Style sheets as text, with their tokens, minified. */
const styleSheets = {
  name: 'style-sheets',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(withTokens(readFileSync(path, 'utf8')), { loader: 'css', minify: values.minify });
      return { contents: code.trimEnd(), loader: 'text' };
    });
  },
};

const integrity = `sha384-${createHash('sha384').update(readFileSync(WASM)).digest('base64')}`;
const constants = {
  WASM_INTEGRITY: JSON.stringify(integrity),
  PREFETCH_NUMBER: JSON.stringify(pattern),
  KIT_FORMAT: JSON.stringify('modules'),
};
await Promise.all(
  Object.entries(FILES).map(([file, { entry = parse(file).name, besideOthers, indexIn, outside, define, areLocalesInside, ...options }]) =>
    build({
      entryPoints: [join(ENTRIES, `${entry}.ts`)],
      outfile: join(kit, file),
      bundle: true,
      minify: values.minify,
      // The newest edition that every browser with the wasm features in use understands.
      target: 'es2022',
      legalComments: 'none',
      logLevel: 'warning',
      loader: { '.wasm': 'base64' },
      define: { ...constants, ...define },
      plugins: [
        builtWasm,
        styleSheets,
        locales({ areInside: areLocalesInside }),
        ...(besideOthers ? [otherEntriesOutside(besideOthers, indexIn, outside)] : []),
      ],
      ...options,
    }),
  ),
);

writeFileSync(join(kit, 'commonjs/index.cjs'), "module.exports = require('./kit.cjs');\n");

mkdirSync(join(kit, 'themes'), { recursive: true });
for (const [name, theme] of Object.entries(tokens.themes)) writeFileSync(join(kit, 'themes', `${name}.css`), themeSheet(theme));

// What is bundled now, and what wasm-bindgen's declarations say of it.
for (const name of ['phone_profile.js', 'phone_profile.d.ts', 'phone_profile_bg.wasm.d.ts', 'snippets']) {
  rmSync(join(kit, name), { recursive: true, force: true });
}
writeLocales(kit);
writeDeclarations(kit);
