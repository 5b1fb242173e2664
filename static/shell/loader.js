// Loads the wasm once, when it is first needed, and says which header or URL is at fault when it can't.

import { config } from './config.js';
import { LookupError } from './errors.js';
import { extend } from './style.js';

let loading;
let stopped;

/** A promise for what comes with the wasm, and is there before it. */
export let coming;

/** The loaded module, or undefined. After an internal error it is undefined for good: its state can't be trusted. */
export let wasm;

export function init(options) {
  if (stopped) return Promise.reject(stopped);
  return (loading ??= start({ ...config, ...options }).catch((error) => {
    loading = undefined;
    throw error;
  }));
}

/** For entries that bring the wasm along: gives its bytes when it is first needed. */
export let embedded;

export function embed(source) {
  embedded = source;
}

// The hash of the wasm that was built with this file: a file of another version, or one that somebody has
// changed, is refused. WASM_INTEGRITY is put in by the build.
async function start({ wasmUrl, module, integrity = WASM_INTEGRITY }) {
  let url = wasmUrl;
  let glue;
  try {
    module ??= embedded?.();
    url =
      !module &&
      (wasmUrl
        ? new URL(wasmUrl, globalThis.document?.baseURI)
        : new URL('./phone_profile_bg.wasm', import.meta.url));
    const bytes = () => fetch(url, { integrity });
    // Asked for before the glue has come, so that both are on their way at once.
    const source = module || WebAssembly.compileStreaming(bytes());
    source.catch?.(() => {}); // told of below, where it is awaited
    coming = import('./phone_profile.js');
    glue = await coming.catch((cause) => {
      url = 'phone_profile.js';
      throw cause;
    });
    await glue.default(source, module ? undefined : bytes);
  } catch (cause) {
    throw await failure(cause, url, integrity);
  }
  extend(glue.css);
  wasm = glue;
  wasm.onStop.add((cause) => {
    wasm = undefined;
    stopped = LookupError.from(cause);
  });
}

async function failure(cause, url, integrity) {
  let said = ['wasm-load', `${url}: ${cause}`];
  try {
    const problem = await import('./problem.js');
    extend(problem.css);
    said = await problem.explain(cause, url, integrity);
  } catch {} // nothing can be loaded any more: what is known has to do
  return new LookupError(...said, { cause, retryable: said[0] === 'wasm-load' });
}
