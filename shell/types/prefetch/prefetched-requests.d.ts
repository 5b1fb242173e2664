import type { PrefetchedResponse } from '../border.js';
/** Whether requests may still go out: once Rust is there, it sends them itself. */
export declare function canPrefetch(): boolean;
/** Rust is there, and takes what it needs. */
export declare function endPrefetching(): void;
/** Sends a request for an element, or joins the one that is on its way. */
export declare function sendPrefetch(owner: Element, url: string, headers: unknown, fetch: typeof globalThis.fetch | undefined): void;
/** Hands a request over to Rust, if it is the one that Rust would send: with the page's same headers and fetch. */
export declare function takePrefetch(url: string, headers: unknown, fetch: unknown): PrefetchedResponse | undefined;
/** An element no longer waits: its request ends, unless Rust has taken it or another element waits for it. */
export declare function releaseRequest(owner: Element, url: string): void;
/** Ends all requests that Rust has not taken. */
export declare function abortPrefetches(): void;
