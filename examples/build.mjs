// Builds the examples that share this folder's packages, each into a `dist` of its own. Those with a package.json of
// their own are stacks, and build themselves.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build as esbuild } from 'esbuild';

const require = createRequire(import.meta.url);
const at = (path) => fileURLToPath(new URL(path, import.meta.url));

const examples = {
  'strict-csp': (name) => {
    copy(name);
    // As a template of the dashboard would.
    const integrity = JSON.parse(readFileSync(require.resolve('phone-profile/sri.json'), 'utf8'));
    const page = at(`./${name}/dist/index.html`);
    writeFileSync(
      page,
      readFileSync(page, 'utf8').replace(/\{\{integrity of (.+?)\}\}/, (_, file) => integrity[file]),
    );
  },
  'server-rendering': async (name) => {
    // The client: esbuild leaves the wasm where it is, so it is put beside the bundle. By React's development build, which
    // says in the console where the page isn't what it renders.
    await bundle(`./${name}/client.jsx`, `./${name}/dist/client.js`, {
      define: { 'process.env.NODE_ENV': '"development"' },
    });
    cpSync(require.resolve('phone-profile/phone_profile_bg.wasm'), at(`./${name}/dist/phone_profile_bg.wasm`));
    // The server, with packages as Node finds them.
    const server = `./${name}/dist/render.mjs`;
    await bundle(`./${name}/render.jsx`, server, { platform: 'node', packages: 'external' });
    execFileSync(process.execPath, [at(server), at(`./${name}/dist/index.html`)], { stdio: 'inherit' });
    rmSync(at(server));
  },
  dialogs: async (name) => {
    await bundle(`./${name}/main.jsx`, `./${name}/dist/main.js`);
    cpSync(at(`./${name}/index.html`), at(`./${name}/dist/index.html`));
  },
  'dashboard-table': copy,
  'iframe-host': copy,
};

function copy(name) {
  for (const file of readdirSync(at(`./${name}`))) {
    if (file !== 'dist') cpSync(at(`./${name}/${file}`), at(`./${name}/dist/${file}`));
  }
}

function bundle(entry, out, options) {
  return esbuild({
    entryPoints: [at(entry)],
    outfile: at(out),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
    ...options,
  });
}

for (const [name, build] of Object.entries(examples)) {
  rmSync(at(`./${name}/dist`), { recursive: true, force: true });
  mkdirSync(at(`./${name}/dist`), { recursive: true });
  const start = Date.now();
  await build(name);
  console.log(`${name} built in ${((Date.now() - start) / 1000).toFixed(1)} s`);
}
