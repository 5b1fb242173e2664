// The kit's declarations: what tsc emits, and beside each public module one that points to its own.

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SHELL = fileURLToPath(new URL('..', import.meta.url));

/** Modules that people import. */
export const PUBLIC = ['index', 'define', 'lookup', 'inline', 'react', 'frame', 'testing', 'phone-profile'];
/** Those that are there in CommonJS too. */
const COMMONJS = ['index', 'define', 'lookup', 'react', 'frame', 'testing'];

export function writeDeclarations(kitDir) {
  const tsc = join(SHELL, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '--project', join(SHELL, 'tsconfig.types.json'), '--outDir', join(kitDir, 'types')], {
    stdio: 'inherit',
  });
  for (const name of PUBLIC) writeFileSync(join(kitDir, `${name}.d.ts`), `export * from './types/entries/${name}.js';\n`);
  for (const name of COMMONJS) {
    writeFileSync(join(kitDir, 'commonjs', `${name}.d.cts`), `export * from '../types/entries/${name}.js';\n`);
  }
}
