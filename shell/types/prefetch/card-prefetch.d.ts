import type { CardHost, LookupRequest } from '../border.js';
/** What became of asking the page about a request. */
export interface CardPrefetch {
    readonly url: string;
    /** Under which the page knows the request. */
    readonly requestId: string;
    /** Whether the page allowed it. */
    readonly isAllowed: boolean;
    /** As `performance.now()` has it. */
    readonly sentAt: number;
    /** Whether Rust has begun the lookup that it is for. */
    isClaimed: boolean;
}
/** Asks the page once, and sends the request if it is certain to be Rust's. */
export declare function prefetchFor(element: Element, request: LookupRequest, host: CardHost): void;
/** The element's prefetch, for the first lookup that Rust makes for it. */
export declare function claimPrefetch(element: Element): CardPrefetch | undefined;
/** The element wants this request: one that went out for another is released. */
export declare function keepPrefetch(element: Element, request: LookupRequest): void;
/** The element is gone, wants something else or has its answer: what nobody else waits for is aborted. */
export declare function releasePrefetch(element: Element): void;
