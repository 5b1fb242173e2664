// Compiles and instantiates the wasm.

import { hasHash } from '../loader/integrity.js';
import { abortPrefetches, beginPrefetching, endPrefetching, takePrefetch } from '../prefetch/prefetched-requests.js';
import { initSync, usePrefetch } from '../wasm/glue.js';
import { watchForStop } from './stop.js';
import { scheduleWarmUp } from './warm-up.js';

/** The wasm itself, or the answer to the request for it. */
type Source = WebAssembly.Module | BufferSource | Promise<Response>;

let starting: Promise<void> | undefined;

/**
 * Instantiates the wasm, once: a page may have two copies of the shell, by two URLs, that share this module. `tellCards`
 * is called as soon as the wasm is sure to come: cards may ask for their answers then.
 */
export function start(source: Source, integrity: string, tellCards: () => void): Promise<void> {
  starting ??= instantiate(source, integrity, tellCards).catch((error: unknown) => {
    starting = undefined;
    abortPrefetches();
    throw error;
  });
  return starting;
}

async function instantiate(source: Source, integrity: string, tellCards: () => void): Promise<void> {
  const found = await source;
  if ('status' in found && !isWasm(found)) throw new TypeError(`${found.url} is not there: status ${found.status}`);
  beginPrefetching();
  tellCards();
  initSync({ module: await ('status' in found ? compile(found, integrity) : moduleOf(found)) });
  endPrefetching();
  usePrefetch({ take: takePrefetch });
  watchForStop();
  scheduleWarmUp();
}

/** By its headers alone. Servers that don't know the type of wasm are no reason to refuse it; pages are none. */
function isWasm({ ok, headers }: Response): boolean {
  return ok && !headers.get('content-type')?.includes('html');
}

/** Compiles while the bytes come, and gives the module away only if they have the hash. */
async function compile(response: Response, integrity: string): Promise<WebAssembly.Module> {
  const bytes = response.clone().arrayBuffer();
  const compiling = WebAssembly.compileStreaming(response).catch(async () => {
    // Browsers compile what is served as another type from bytes only. Next puts `compile(…)` into a function of its own,
    // in which nothing can be awaited.
    const all = await bytes;
    return WebAssembly.compile(all);
  });
  compiling.catch(() => {}); // handled where it is awaited
  if (!(await hasHash(await bytes, integrity))) throw new TypeError(`${response.url} has not the integrity ${integrity}`);
  return compiling;
}

/** wasm-bindgen takes what has this realm's prototype. A module of another realm, as edge runtimes give it, runs as well. */
async function moduleOf(source: WebAssembly.Module | BufferSource): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  if ('byteLength' in source) return WebAssembly.compile(source);
  return Object.setPrototypeOf(structuredClone(source), WebAssembly.Module.prototype) as WebAssembly.Module;
}
