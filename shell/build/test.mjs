// Runs the shell's unit tests: `PREFETCH_NUMBER=<pattern> node build/test.mjs`. They are bundled first, since the oldest
// Node that is supported reads no TypeScript.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { locales } from './locales.mjs';

const TESTS = fileURLToPath(new URL('../tests', import.meta.url));
const pattern = process.env.PREFETCH_NUMBER;
if (!pattern) {
  console.error('usage: PREFETCH_NUMBER=<pattern> node build/test.mjs');
  process.exit(2);
}

const files = readdirSync(TESTS);
const dir = mkdtempSync(join(tmpdir(), 'phone-profile-'));
try {
  await build({
    entryPoints: files.filter((name) => name.endsWith('.test.ts')).map((name) => join(TESTS, name)),
    outdir: dir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'warning',
    loader: { '.css': 'text' },
    plugins: [locales({ areInside: true })],
    // Made by the build, and not there yet.
    external: ['../entries/runtime.js', '../entries/problem.js', '../entries/languages.js'],
    define: {
      PREFETCH_NUMBER: JSON.stringify(pattern),
      WASM_INTEGRITY: '""',
      KIT_FORMAT: JSON.stringify('modules'),
      LANGUAGES: JSON.stringify(['ar', 'de', 'en']),
      THEMES: JSON.stringify([['crm', 'CRM']]),
    },
  });
  const bundled = readdirSync(dir).map((name) => join(dir, name));
  const plain = files.filter((name) => name.endsWith('.test.mjs')).map((name) => join(TESTS, name));
  const { status } = spawnSync(process.execPath, ['--test', '--test-reporter=tap', ...bundled, ...plain], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} finally {
  rmSync(dir, { recursive: true });
}
