import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { explain, remedy } from '../src/loader/problem.js';

const CAUSE = new TypeError('Failed to fetch');
const INLINE = "import 'phone-profile/inline';";

/** The message for a file that this server answers for. */
async function servedBy(answer: RequestListener, path = '/phone_profile_bg.wasm', integrity = ''): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const [code, message] = await explain(CAUSE, new URL(path, `http://127.0.0.1:${port}`), { integrity }, false);
    assert.equal(code, 'wasm-load');
    return message;
  } finally {
    server.close();
  }
}

test('given a missing wasm, when explained, then the status is told and the line to add, whatever the integrity', async () => {
  for (const integrity of ['', 'sha384-AAAA']) {
    const message = await servedBy((_, response) => response.writeHead(404).end('nothing'), undefined, integrity);
    assert.match(message, /status 404/);
    assert.ok(message.includes(INLINE) && message.includes("configure({ wasmUrl: '"), message);
    assert.doesNotMatch(message, /integrity/);
  }
});

test('given a page in place of the wasm, when explained, then its type is told and the line to add', async () => {
  const message = await servedBy((_, response) => response.setHeader('content-type', 'text/html; charset=utf-8').end('<p>'));
  assert.match(message, /served as text\/html instead of application\/wasm/);
  assert.ok(message.includes(INLINE), message);
});

test('given a server that fails, when explained, then no line would help', async () => {
  const message = await servedBy((_, response) => response.writeHead(503).end());
  assert.match(message, /status 503/);
  assert.ok(!message.includes(INLINE), message);
});

test('given another file than that of this version, when explained, then the integrity is told', async () => {
  const answer: RequestListener = (_, response) => response.setHeader('content-type', 'application/wasm').end('changed');
  assert.match(await servedBy(answer, undefined, 'sha384-AAAA'), /not the file that belongs to this version \(integrity\)/);
});

test('given a bundle that knows no place, or files on a disk, when explained, then the line to add is told', async () => {
  for (const at of [undefined, new URL('file:///app/phone_profile_bg.wasm')]) {
    const [code, message] = await explain(CAUSE, at, {}, false);
    assert.equal(code, 'wasm-load');
    assert.ok(message.includes(INLINE), message);
    assert.doesNotMatch(message, /given module/);
  }
});

test('given a module that init() was given, and one that is embedded, when explained, then only the first is "given"', async () => {
  const given = await explain(CAUSE, undefined, { module: new Uint8Array(8) }, true);
  assert.match(given[1], /^The given module can't be used/);
  const embedded = await explain(CAUSE, undefined, {}, true);
  assert.match(embedded[1], /WebAssembly inside of this module can't be used here: Failed to fetch/);
});

test('given a script of a bundle that is missing, when explained, then its own name is told', async () => {
  const cause = new TypeError('Failed to fetch dynamically imported module: http://127.0.0.1:9/assets/runtime-1a2b.js');
  const [, message] = await explain(cause, 'runtime.js', {}, false);
  assert.match(message, /could not be loaded from http:\/\/127\.0\.0\.1:9\/assets\/runtime-1a2b\.js/);
});

test('given where a module was loaded from, when asked for a remedy, then it is that of the tool which put it there', () => {
  const vite = "optimizeDeps: { exclude: ['phone-profile'] }";
  for (const [module, line] of [
    ['http://localhost:5173/node_modules/.vite/deps/problem-DEADBEEF.js?v=1a2b', vite],
    ['http://localhost:3000/_nuxt/node_modules/.cache/vite/client/deps/problem-1a2b.js?v=1a2b', vite],
    ['http://localhost:4200/@fs/app/.angular/cache/20.3.1/app/vite/deps/problem-1a2b.js?v=1a2b', INLINE],
    ['http://localhost:8000/dist/chunk-1A2B.js', INLINE],
    [undefined, INLINE],
    ['https://dash.example/phone-profile/problem.js', 'Serve all files of the kit together.'],
  ] as const) {
    assert.ok(remedy(module).includes(line), module);
  }
});
