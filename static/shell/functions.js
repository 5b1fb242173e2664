// The functions of the public interface that only pass on to Rust.

import { config } from './config.js';
import { LookupError } from './errors.js';
import { init, wasm } from './loader.js';

export async function lookup(number, options) {
  const merged = { ...config, ...options };
  try {
    if (!wasm) await init();
    return await wasm.lookup(number, merged);
  } catch (thrown) {
    throw LookupError.from(thrown);
  }
}

/** Without wasm there is no cache yet, and nothing to drop. */
export function forget(number) {
  wasm?.forget(number, config.region);
}
