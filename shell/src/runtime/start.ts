// Instantiates the wasm.

import { abortPrefetches, endPrefetching, takePrefetch } from '../prefetch/prefetched-requests.js';
import { initSync, usePrefetch } from '../wasm/glue.js';
import { watchForStop } from './stop.js';
import { scheduleWarmUp } from './warm-up.js';

type Source = WebAssembly.Module | BufferSource;

let starting: Promise<void> | undefined;

/**
 * Instantiates the wasm, once: a page may have two copies of the shell, by two URLs, that share this module. Where
 * `source` can't be used, the bytes at `url` are.
 */
export function start(source: Source | Promise<Source>, url: URL | undefined, integrity: string): Promise<void> {
  starting ??= instantiate(source, url, integrity).catch((error: unknown) => {
    starting = undefined;
    abortPrefetches();
    throw error;
  });
  return starting;
}

async function instantiate(source: Source | Promise<Source>, url: URL | undefined, integrity: string): Promise<void> {
  const compiled = await Promise.resolve(source).catch((cause: unknown) => bytesOf(url, integrity, cause));
  initSync({ module: await moduleOf(compiled) });
  endPrefetching();
  usePrefetch({ take: takePrefetch });
  watchForStop();
  scheduleWarmUp();
}

/** wasm-bindgen takes a module of this realm only; a clone of another realm's is one. */
async function moduleOf(source: Source): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  return 'byteLength' in source ? WebAssembly.compile(source) : structuredClone(source);
}

/** For servers that don't know the type of wasm: browsers compile it from bytes only. */
async function bytesOf(url: URL | undefined, integrity: string, cause: unknown): Promise<ArrayBuffer> {
  const response = url && (await fetch(url, { integrity }));
  if (!response?.ok) throw cause;
  return response.arrayBuffer();
}
