// Loads the runtime and its wasm once, when they are first needed. A failure names the header or URL that causes it.

import { place, tellCards } from '../config.js';
import { LookupError, type LookupErrorCode } from '../errors.js';
import { extendStyleSheets } from '../styles/style-sheet.js';
import type { InitOptions } from '../types/options.js';

/** @internal */
export type Runtime = typeof import('../entries/runtime.js');

/** The runtime module once it has arrived: its wasm comes later. @internal */
export let downloaded: Runtime | undefined;

/** The runtime once its wasm is ready. Undefined for good after an internal error: its state can't be trusted. @internal */
export let runtime: Runtime | undefined;

let loading: Promise<Runtime> | undefined;
let stopped: LookupError | undefined;

/** Loads the runtime and its wasm, once; again where that has failed. @internal */
export function loadRuntime(options?: InitOptions): Promise<Runtime> {
  if (stopped) return Promise.reject(stopped);
  loading ??= start({ ...place, ...options });
  return loading;
}

/**
 * Loads the WebAssembly. Called for the page at the first lookup; calling it earlier saves that
 * wait. Only the first successful call loads. Rejects with `wasm-blocked` or `wasm-load`.
 */
export async function init(options?: InitOptions): Promise<void> {
  await loadRuntime(options);
}

let readEmbedded: (() => WebAssembly.Module | BufferSource) | undefined;

/** For entries that bring the wasm along: gives it when it is first needed. @internal */
export function embedWasm(read: () => WebAssembly.Module | BufferSource): void {
  readEmbedded = read;
}

/** For `testing.ts`: nothing is loaded while a stub is there. @internal */
export function standIn(stub?: Runtime): void {
  downloaded = runtime = stub;
  loading = stub && Promise.resolve(stub);
}

/** `integrity` is of the wasm that was built with this file: one of another version, or a changed one, is refused. */
async function start({ wasmUrl, module, integrity = WASM_INTEGRITY }: InitOptions): Promise<Runtime> {
  /** Where the wasm is, unless it is in hand. */
  let url: URL | undefined;
  /** What is being loaded, for the error's message. */
  let at: URL | string | undefined;
  const inHand = module ?? readEmbedded?.();
  try {
    if (!inHand) {
      url = wasmUrl
        ? new URL(wasmUrl, globalThis.document?.baseURI ?? globalThis.location?.href) // a worker has no document
        : new URL('./phone_profile_bg.wasm', import.meta.url);
    }
    at = url;
    // Requested before the runtime has arrived, so that both are on their way at once. The runtime compares the hash
    // where it can: the browser would hold back even a 404 until all of it has come.
    const source = inHand ?? fetch(url as URL, { integrity: globalThis.crypto?.subtle ? '' : integrity });
    if (source instanceof Promise) source.catch(() => {}); // handled where it is awaited
    at = 'runtime.js';
    downloaded = await import('../entries/runtime.js');
    at = url;
    await downloaded.start(source, integrity, tellCards);
    extendStyleSheets(downloaded.cardCss);
    downloaded.onStop.add((cause) => {
      runtime = undefined;
      stopped = LookupError.from(cause);
    });
    runtime = downloaded;
    tellCards();
    return runtime;
  } catch (cause) {
    let [code, message]: [LookupErrorCode, string] = ['wasm-load', `${at ?? 'phone-profile'}: ${cause}`];
    try {
      const problem = await import('../entries/problem.js');
      extendStyleSheets(problem.cardCss);
      [code, message] = await problem.explain(cause, at, { wasmUrl, module, integrity }, inHand);
    } catch {} // nothing can be loaded any more: the message has to do
    loading = undefined;
    throw new LookupError(code, message, { cause, retryable: code === 'wasm-load' });
  }
}
