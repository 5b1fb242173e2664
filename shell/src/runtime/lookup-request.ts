// Reads what a page has set into a request for Rust. A dashboard's mistake must not take its page down: what has the
// wrong type, or throws when it is read, counts as not set.

import type { CacheMode, LookupRequest } from '../border.js';
import { readHeaders } from './request-headers.js';

/** The longest time that a browser's timer can wait. */
const LONGEST_MS = 2 ** 31 - 1;

const CACHE_MODES: readonly CacheMode[] = ['default', 'reload', 'no-store', 'only-if-cached'];

/** Functions of the page that stand in for fetch, numbered: two of them may give different answers. */
const fetcherIds = new WeakMap<object, number>();
let fetchers = 0;

export function readLookupRequest(options: object, number: string): LookupRequest {
  const cache = readText(options, 'cache');
  const fetch = read(options, 'fetch');
  const isFunction = typeof fetch === 'function';
  return {
    number,
    endpoint: readText(options, 'endpoint') ?? '',
    region: readText(options, 'region'),
    maxAgeMs: readDuration(options, 'maxAgeMs'),
    timeoutMs: readDuration(options, 'timeoutMs'),
    purpose: readText(options, 'purpose'),
    cache: CACHE_MODES.find((mode) => mode === cache),
    bulk: Boolean(read(options, 'bulk')),
    fetcherId: isFunction ? fetcherId(fetch) : 0,
    fetch: isFunction ? (fetch as typeof globalThis.fetch) : undefined,
    headers: readHeaders(read(options, 'headers') ?? undefined),
  };
}

/** A value as a template would print it; empty where that throws. */
export function textOf(value: unknown): string {
  try {
    return `${value ?? ''}`;
  } catch {
    return '';
  }
}

/** A member; undefined where its getter throws. */
export function read(options: object, name: string): unknown {
  try {
    return (options as Record<string, unknown>)[name];
  } catch {
    return undefined;
  }
}

/** A text, or an object that has one, such as a URL. An empty one counts as not set. */
export function readText(options: object, name: string): string | undefined {
  const value = read(options, name);
  if (typeof value !== 'string' && typeof value !== 'object') return undefined;
  return textOf(value) || undefined;
}

/** Whole milliseconds that aren't negative. */
function readDuration(options: object, name: string): number | undefined {
  const value = read(options, name);
  return typeof value === 'number' && value >= 0 ? Math.trunc(Math.min(value, LONGEST_MS)) : undefined;
}

function fetcherId(fetch: object): number {
  let id = fetcherIds.get(fetch);
  if (id === undefined) {
    fetchers += 1;
    id = fetchers;
    fetcherIds.set(fetch, id);
  }
  return id;
}
