// Compiles what esbuild can't read by itself: components of Svelte and Vue, each by its own compiler, and
// templates of Lit, which are made smaller as Lit's documentation advises for production.

import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { compile, compileModule } from 'svelte/compiler';
import { compileScript, parse } from 'vue/compiler-sfc';

const read = (path) => readFileSync(path, 'utf8');
const isOfLit = /[\\/]peers[\\/]lit[\\/]/;

export function compilers() {
  return {
    name: 'compilers',
    setup(build) {
      build.onLoad({ filter: /\.svelte$/ }, ({ path }) => {
        const { js, warnings } = compile(read(path), { filename: path, generate: 'client', css: 'external' });
        return { contents: js.code, warnings: warnings.map(told) };
      });
      build.onLoad({ filter: /\.svelte\.js$/ }, ({ path }) => ({
        contents: compileModule(read(path), { filename: path, generate: 'client' }).js.code,
      }));
      build.onLoad({ filter: /\.vue$/ }, ({ path }) => {
        const { descriptor, errors } = parse(read(path), { filename: basename(path) });
        if (errors.length > 0) return { errors: errors.map(told) };
        const script = compileScript(descriptor, { id: basename(path), inlineTemplate: true, isProd: true });
        return { contents: script.content };
      });
      build.onLoad({ filter: /\.js$/ }, ({ path }) =>
        isOfLit.test(path) && !path.includes('node_modules') ? { contents: tightened(read(path)) } : undefined,
      );
    },
  };
}

function told({ message }) {
  return { text: message };
}

/** Without the spaces and line breaks between tags and values, which would become text nodes of each card. */
function tightened(source) {
  return source
    .replace(/(html|svg)`\s*\n\s*/g, '$1`')
    .replace(/>\s*\n\s*`/g, '>`')
    .replace(/(>|\})[ \t]*\n\s*(<|\$\{)/g, '$1$2')
    .replace(/>\s*\n\s*(?=\$\{)/g, '>');
}
