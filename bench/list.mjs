// Opens a long list in the workbench, looks all of it up and scrolls through it, round after round, and prints one
// line of JSON per round. What is served, and what comes of the lines, is the business of `cargo xtask bench list`.
//
//   node list.mjs --origin http://127.0.0.1:8081 --rows 100000 --rounds 3 [--chrome PATH] -- --headless …

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launch } from './runner/browser.mjs';
import { contacts } from './runner/contacts.mjs';
import { measureList } from './runner/list.mjs';

const { values: options, positionals: flags } = parseArgs({
  allowPositionals: true,
  options: {
    origin: { type: 'string' },
    rows: { type: 'string' },
    rounds: { type: 'string' },
    chrome: { type: 'string' },
  },
});
const rows = Number(options.rows);
const folder = await mkdtemp(join(tmpdir(), 'contacts-'));
try {
  const file = join(folder, 'contacts.csv');
  await writeFile(file, contacts(rows));
  for (let round = 0; round < Number(options.rounds); round++) {
    // A browser of its own for each: memory that one round leaves is nobody's gain or loss.
    const browser = await launch(options.chrome, flags);
    try {
      const measured = await measureList(browser, options.origin, file, rows);
      process.stdout.write(`${JSON.stringify({ round, browser: await browser.version(), ...measured })}\n`);
    } finally {
      await browser.close();
    }
  }
} finally {
  await rm(folder, { recursive: true });
}
