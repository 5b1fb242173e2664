import type { LookupRequest } from '../border.js';
/** The URL of a request that Rust would certainly make. A test compares it with Rust's. */
export declare function prefetchUrl({ number, endpoint, purpose }: LookupRequest): string | undefined;
