// package.json of the npm package.

import { tokens } from './tokens.mjs';

/**
 * Modules that people import, by their names in `exports`: the file, and the one in CommonJS; on servers those that bring
 * the WebAssembly along, which all of them share, as they share the class and the cache of `index.js`.
 */
const MODULES = {
  '.': { file: 'index', node: 'inline', edge: true },
  './define': { file: 'define', node: 'define-node' },
  './lookup': { file: 'lookup', node: 'inline', edge: true },
  './inline': { file: 'inline', commonjs: 'index', edge: true },
  './react': { file: 'react', node: 'react-node', reactServer: true },
  './list': { file: 'list', node: 'list-node' },
  './define-list': { file: 'define-list', node: 'define-list-node' },
  './react-list': { file: 'react-list', node: 'react-list-node', reactServer: true },
  './frame': { file: 'frame' },
  './testing': { file: 'testing' },
};

/** Types alone, for the elements that templates name. */
export const TYPES = ['jsx', 'preact', 'solid', 'vue', 'svelte'];

/** Files with types of their own. */
const TYPED_FILES = { 'phone-profile.js': 'phone-profile.d.ts', 'phone_profile_bg.wasm': 'phone_profile_bg.wasm.d.ts' };

/** Files that are read as they are. */
const FILES = [
  'custom-elements.json',
  'web-types.json',
  'vscode.html-custom-data.json',
  'vscode.css-custom-data.json',
  'sri.json',
  'package.json',
  ...Object.keys(tokens.themes).map((name) => `themes/${name}.css`),
];

export function packageJson(version) {
  return {
    name: 'phone-profile',
    version,
    description: 'A face, a name and a business badge for a phone number: a WebAssembly widget for dashboards',
    keywords: ['web-components', 'custom-element', 'phone', 'profile', 'webassembly', 'crm'],
    license: 'MIT OR Apache-2.0',
    type: 'module',
    sideEffects: [
      './define.js',
      './define-node.js',
      './define-list.js',
      './define-list-node.js',
      './list-node.js',
      './react-list-node.js',
      './inline.js',
      './react-node.js',
      './workerd.js',
      './edge-light.js',
      './testing.js',
      './phone-profile.js',
      './commonjs/index.cjs',
      './commonjs/define.cjs',
      './commonjs/define-list.cjs',
      './themes/*.css',
    ],
    main: './index.js',
    types: './index.d.ts',
    unpkg: './phone-profile.js',
    jsdelivr: './phone-profile.js',
    customElements: './custom-elements.json',
    'web-types': './web-types.json',
    exports: {
      ...Object.fromEntries(Object.entries(MODULES).map(([name, module]) => [name, entry(module)])),
      ...Object.fromEntries(TYPES.map((name) => [`./${name}`, { types: { require: `./commonjs/${name}.d.cts`, default: `./${name}.d.ts` } }])),
      ...Object.fromEntries(
        Object.entries(TYPED_FILES).map(([name, types]) => [`./${name}`, { types: `./${types}`, default: `./${name}` }]),
      ),
      ...Object.fromEntries(FILES.map((name) => [`./${name}`, `./${name}`])),
    },
    peerDependencies: { react: '>=18' },
    peerDependenciesMeta: { react: { optional: true } },
    engines: { node: '>=20.19' },
  };
}

/**
 * The first condition that fits is taken: types come first, the default last. `require` gets CommonJS only where a tool
 * can't take ES modules from it, as Jest: Node itself can (`module-sync`), and bundlers can (`module`), and so have one
 * copy, however it is imported.
 */
function entry({ file, commonjs = file, node = file, edge, reactServer }) {
  const either = (name) => ({
    'module-sync': `./${name}.js`,
    module: `./${name}.js`,
    require: `./commonjs/${commonjs}.cjs`,
    default: `./${name}.js`,
  });
  return {
    types: { require: `./commonjs/${commonjs}.d.cts`, default: `./${file}.d.ts` },
    // These compile no wasm from bytes, and take it as a module.
    ...(edge && { 'edge-light': './edge-light.js', workerd: './workerd.js' }),
    // What a server component refers to is a module of the page: it needs no wasm inside.
    ...(reactServer && { 'react-server': `./${file}.js` }),
    ...(node !== file && { node: either(node) }),
    ...either(file),
  };
}
