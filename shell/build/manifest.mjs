// The Custom Elements Manifest, which the analyzer makes of the sources' doc comments.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

const SHELL = fileURLToPath(new URL('..', import.meta.url));
const ANALYZER = join(SHELL, 'node_modules/@custom-elements-manifest/analyzer/cem.js');

export function customElementsManifest() {
  const dir = mkdtempSync(join(tmpdir(), 'phone-profile-'));
  try {
    execFileSync(process.execPath, [ANALYZER, 'analyze', '--quiet', '--config', 'build/analyzer.config.mjs', '--outdir', relative(SHELL, dir)], {
      cwd: SHELL,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return JSON.parse(readFileSync(join(dir, 'custom-elements.json'), 'utf8'));
  } finally {
    rmSync(dir, { recursive: true });
  }
}
