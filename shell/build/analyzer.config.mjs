import { readFileSync } from 'node:fs';
import { manifestPlugin } from './manifest-plugin.mjs';

const source = readFileSync(new URL('../src/version.ts', import.meta.url), 'utf8');

export default {
  globs: [
    'src/element/element.ts',
    'src/element/attributes.ts',
    'src/types/events.ts',
    'src/list/list.ts',
    'src/list/attributes.ts',
  ],
  packagejson: false,
  plugins: [manifestPlugin({ version: /'(.+)'/.exec(source)[1] })],
};
