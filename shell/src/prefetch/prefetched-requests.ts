// Requests that went out before the wasm was ready, by their URLs, until Rust takes them.

import type { PrefetchedResponse } from '../border.js';

interface PrefetchedRequest extends PrefetchedResponse {
  readonly headers: unknown;
  readonly fetch: unknown;
  /** The elements that wait for it. */
  readonly owners: Set<Element>;
}

const requests = new Map<string, PrefetchedRequest>();
let isOpen = false;

/** Whether requests may go out: not before the wasm is sure to come, and once Rust is there, it sends them itself. */
export function canPrefetch(): boolean {
  return isOpen;
}

/** The wasm has been found. */
export function beginPrefetching(): void {
  isOpen = true;
}

/** Rust is there, and takes what it needs. */
export function endPrefetching(): void {
  isOpen = false;
}

/** Sends a request for an element, or joins the one that is on its way. */
export function sendPrefetch(owner: Element, url: string, headers: unknown, fetch: typeof globalThis.fetch | undefined): void {
  const known = requests.get(url);
  if (known) {
    known.owners.add(owner);
    return;
  }
  const controller = new AbortController();
  const response = send(url, headers, fetch, controller.signal);
  response.catch(() => {}); // handled by whoever takes it
  requests.set(url, { response, controller, headers, fetch, owners: new Set([owner]) });
}

/** Hands a request over to Rust, if it is the one that Rust would send: with the page's same headers and fetch. */
export function takePrefetch(url: string, headers: unknown, fetch: unknown): PrefetchedResponse | undefined {
  const request = requests.get(url);
  if (request?.controller.signal.aborted !== false) return undefined;
  if ((request.headers ?? null) !== (headers ?? null) || (request.fetch ?? null) !== (fetch ?? null)) return undefined;
  requests.delete(url);
  return request;
}

/** An element no longer waits: its request ends, unless Rust has taken it or another element waits for it. */
export function releaseRequest(owner: Element, url: string): void {
  const request = requests.get(url);
  if (!request?.owners.delete(owner) || request.owners.size) return;
  requests.delete(url);
  request.controller.abort();
}

/** Rust does not come: ends all requests that it has not taken. */
export function abortPrefetches(): void {
  isOpen = false;
  for (const { controller } of requests.values()) controller.abort();
  requests.clear();
}

async function send(
  url: string,
  headers: unknown,
  fetch: typeof globalThis.fetch | undefined,
  signal: AbortSignal,
): Promise<Response> {
  let resolved: HeadersInit;
  try {
    resolved = typeof headers === 'function' ? await headers() : headers;
  } catch (error) {
    requests.delete(url); // nothing was sent: Rust tries itself, and reports what is wrong
    throw error;
  }
  return (fetch ?? globalThis.fetch)(url, {
    headers: resolved,
    signal,
    // Personal data stays in memory: not in the browser's disk cache …
    cache: 'no-store',
    // … and the page's address, which may hold some, stays here.
    referrerPolicy: 'no-referrer',
    redirect: 'follow',
  });
}
