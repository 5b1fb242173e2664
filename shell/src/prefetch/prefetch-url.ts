// Decides whether the request that Rust is going to make is certain before Rust is there: only then may it be sent
// ahead, since a lookup that nobody asked for costs somebody money.

import type { LookupRequest } from '../border.js';

/** What people write between digits. Not the dot, which may be a decimal point: that is for Rust to tell. */
const TYPOGRAPHY = /[ ()-]/g;
/** Longer text is no number. */
const LENGTH = 64;
/** In parentheses, a trunk digit that is not dialled behind a calling code. */
const TRUNK_DIGIT = /\([ .-]*0[ .-]*\)/;

/** Generated from the calling codes that Rust knows (core/src/number/prefetch.rs). */
const NUMBER = new RegExp(PREFETCH_NUMBER);

/** A base URL without a query, and without anything else that Rust might read differently. */
const ENDPOINT = /^(https?:\/\/[\w.-]+(:\d+)?)?(\/[\w.:-]+)*\/?$/;

/** The URL of a request that Rust would certainly make. `tests/contract/prefetch.rs` compares it with Rust's. */
export function prefetchUrl({ number, endpoint, purpose }: LookupRequest): string | undefined {
  if (number.length > LENGTH || TRUNK_DIGIT.test(number)) return undefined;
  const digits = number.replace(TYPOGRAPHY, '');
  if (!NUMBER.test(digits) || !endpoint || !ENDPOINT.test(endpoint) || purpose) return undefined;
  return `${endpoint.replace(/\/$/, '')}/number/${digits.slice(1)}`;
}
