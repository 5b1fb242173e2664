// package.json of the npm package.

/** Modules that people import, by their names in `exports`. */
const MODULES = {
  '.': 'index',
  './define': 'define',
  './lookup': 'lookup',
  './inline': 'inline',
  './react': 'react',
  './frame': 'frame',
};

/** Types alone, for the elements that templates name. */
const TYPES = ['jsx', 'preact', 'solid', 'vue', 'svelte'];

/** Files that are read as they are. */
const FILES = [
  'phone-profile.js',
  'phone_profile_bg.wasm',
  'custom-elements.json',
  'web-types.json',
  'vscode.html-custom-data.json',
  'vscode.css-custom-data.json',
  'sri.json',
  'package.json',
];

export function packageJson(version) {
  return {
    name: 'phone-profile',
    version,
    description: 'A face, a name and a business badge for a phone number: a WebAssembly widget for dashboards',
    keywords: ['web-components', 'custom-element', 'phone', 'profile', 'webassembly', 'crm'],
    license: 'MIT OR Apache-2.0',
    type: 'module',
    sideEffects: ['./define.js', './inline.js', './node.js', './phone-profile.js'],
    main: './index.js',
    types: './index.d.ts',
    unpkg: './phone-profile.js',
    jsdelivr: './phone-profile.js',
    customElements: './custom-elements.json',
    'web-types': './web-types.json',
    exports: {
      ...Object.fromEntries(Object.entries(MODULES).map(([name, module]) => [name, entry(module)])),
      ...Object.fromEntries(TYPES.map((name) => [`./${name}`, { types: `./${name}.d.ts` }])),
      ...Object.fromEntries(FILES.map((name) => [`./${name}`, `./${name}`])),
    },
    peerDependencies: { react: '>=18' },
    peerDependenciesMeta: { react: { optional: true } },
    engines: { node: '>=18' },
  };
}

/** The first condition that fits is taken: types come first, the default last. */
function entry(module) {
  return {
    types: `./${module}.d.ts`,
    // On a server the wasm is read from its file.
    ...(['index', 'lookup'].includes(module) && { node: './node.js' }),
    default: `./${module}.js`,
  };
}
