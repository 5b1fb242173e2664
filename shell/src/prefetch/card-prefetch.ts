// Sends the request of a card while the wasm is on its way, so that the user waits for the slower of the two only.

import type { CardHost, LookupRequest } from '../border.js';
import { canPrefetch, releaseRequest, sendPrefetch } from './prefetched-requests.js';
import { prefetchUrl } from './prefetch-url.js';

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

const prefetches = new WeakMap<Element, CardPrefetch>();
let count = 0;

/** Asks the page once, and sends the request if it is certain to be Rust's. */
export function prefetchFor(element: Element, request: LookupRequest, host: CardHost): void {
  if (!canPrefetch()) return;
  const url = prefetchUrl(request);
  if (url === prefetches.get(element)?.url) return;
  releasePrefetch(element);
  if (!url || !mayRunWasm()) return;
  count += 1;
  const requestId = `prefetch-${count}`;
  const isAllowed = host.allowLookup(requestId);
  prefetches.set(element, { url, requestId, isAllowed, sentAt: performance.now(), isClaimed: false });
  if (isAllowed) sendPrefetch(element, url, request.headers, request.fetch);
}

/** The element's prefetch, for the first lookup that Rust makes for it. */
export function claimPrefetch(element: Element): CardPrefetch | undefined {
  const known = prefetches.get(element);
  if (!known || known.isClaimed) return undefined;
  known.isClaimed = true;
  return known;
}

/** The element wants this request: one that went out for another is released. */
export function keepPrefetch(element: Element, request: LookupRequest): void {
  const known = prefetches.get(element);
  if (known && known.url !== prefetchUrl(request)) releasePrefetch(element);
}

/** The element is gone, wants something else or has its answer: what nobody else waits for is aborted. */
export function releasePrefetch(element: Element): void {
  const known = prefetches.get(element);
  if (!known) return;
  prefetches.delete(element);
  releaseRequest(element, known.url);
}

/** The smallest module. */
const EMPTY_MODULE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

/** Where the page's policy forbids wasm, nobody would show the answer. */
function mayRunWasm(): boolean {
  try {
    // WebKit compiles all the same, and refuses the instance.
    new WebAssembly.Instance(new WebAssembly.Module(EMPTY_MODULE));
    return true;
  } catch {
    return false;
  }
}
