// The functions of the public interface that only pass on to Rust.

import { config } from './config.js';
import { LookupError } from './errors.js';
import { init, onStop, wasm } from './loader.js';

export async function lookup(number, options) {
  const merged = { ...config, ...options };
  if (merged.signal?.aborted) throw new LookupError('aborted', 'The lookup was aborted.');
  await init();
  let halt;
  try {
    // What Rust has promised it can't keep once it has stopped.
    return await Promise.race([
      wasm.lookup(`${number ?? ''}`, merged),
      new Promise((_, reject) => onStop.add((halt = reject))),
    ]);
  } catch (thrown) {
    throw LookupError.from(thrown);
  } finally {
    onStop.delete(halt);
  }
}

/** Without wasm there is no cache yet, and nothing to drop. */
export function forget(number) {
  wasm?.forget(number === undefined ? undefined : `${number}`, config.region);
}
