// lookup() and forget(): they load the wasm where that is needed, and pass on to it.

import { config } from '../config.js';
import { LookupError } from '../errors.js';
import { loadRuntime, runtime } from '../loader/loader.js';
import type { SingleLookupOptions } from '../types/options.js';
import type { Profile } from '../types/profile.js';

/**
 * Looks a number up. One request is in flight per number and endpoint, whoever asks; network
 * errors, 429 and 5xx are retried twice at most. A number that isn't registered resolves, with
 * `isWhatsApp: false`; rejects with a {@link LookupError} otherwise.
 */
export async function lookup(number: string, options?: SingleLookupOptions): Promise<Profile> {
  const merged = { ...config, ...options };
  try {
    return await (await loadRuntime()).lookup(number, merged);
  } catch (thrown) {
    throw LookupError.from(thrown);
  }
}

/** Drops the cached answers for a number, or all of them, for example at logout. */
export function forget(number?: string): void {
  // Without the wasm there is no cache yet, and nothing to drop.
  runtime?.forget(number, config.region);
}
