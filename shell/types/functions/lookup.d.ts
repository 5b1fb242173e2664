import type { LookupOptions } from '../types/options.js';
import type { Profile } from '../types/profile.js';
/**
 * Looks a number up. One request is in flight per number and endpoint, whoever asks; network
 * errors, 429 and 5xx are retried twice at most. A number that isn't registered resolves, with
 * `isWhatsApp: false`; rejects with a {@link LookupError} otherwise.
 */
export declare function lookup(number: string, options?: LookupOptions): Promise<Profile>;
/** Drops the cached answers for a number, or all of them, for example at logout. */
export declare function forget(number?: string): void;
