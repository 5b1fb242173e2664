// Puts `name.br` beside each file that gets smaller by it: `node build/precompress.mjs <directory>...`. Web servers
// send these as they are, and need neither the time for brotli's best nor a module that can make it.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const SERVED = new Set(['.js', '.css', '.wasm', '.html', '.svg', '.json', '.csv']);
const params = (size) => ({
  [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
  [constants.BROTLI_PARAM_LGWIN]: 22,
  [constants.BROTLI_PARAM_SIZE_HINT]: size,
});

for (const directory of process.argv.slice(2)) {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    if (!entry.isFile() || !SERVED.has(extname(entry.name))) continue;
    const file = join(directory, entry.name);
    const content = readFileSync(file);
    const compressed = brotliCompressSync(content, { params: params(content.length) });
    if (compressed.length < content.length) writeFileSync(`${file}.br`, compressed);
  }
}
