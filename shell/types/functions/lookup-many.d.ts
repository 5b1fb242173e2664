import type { LookupError } from '../errors.js';
import type { LookupOptions, LookupResult } from '../types/options.js';
import type { Profile } from '../types/profile.js';
/** What this module takes from index.js, which it doesn't import: it would come twice. */
export interface LookupFunctions {
    lookup(number: string, options: LookupOptions & {
        bulk: boolean;
    }): Promise<Profile>;
    LookupError: typeof LookupError;
    cardsAreDone(): Promise<void> | undefined;
}
export declare function lookupMany(numbers: Iterable<string>, options: (LookupOptions & {
    concurrency?: number;
}) | undefined, { lookup, LookupError, cardsAreDone }: LookupFunctions): AsyncGenerator<LookupResult, void, undefined>;
