import type { AttachOptions, LookupOptions, LookupResult } from '../types/options.js';
/**
 * Puts a face on every phone number that a page already shows, also on those that come later: their
 * card opens in a popover.
 *
 * @throws TypeError where `root` is no element and no document.
 */
export declare function attach(root?: Element | Document, options?: AttachOptions): {
    detach(): void;
};
/**
 * Looks many numbers up, some at a time (4, unless `concurrency` says otherwise), and gives each
 * answer as it comes. Numbers are taken from the iterable one by one. When the service answers 429,
 * all of them wait for as long as it asks. Cards that are looking up go first. Leaving the loop stops
 * what is under way; so does the `signal`, by an `aborted` error.
 *
 * Every number that isn't in the cache is one paid request.
 */
export declare function lookupMany(numbers: Iterable<string>, options?: LookupOptions & {
    concurrency?: number;
}): AsyncGenerator<LookupResult, void, undefined>;
