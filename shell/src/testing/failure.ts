// Errors for tests, as lookups reject with them.

import { LookupError, type LookupErrorCode } from '../entries/index.js';

/** The status that an endpoint answers with, and whether asking again may help. */
const USUAL: Partial<Record<LookupErrorCode, { status?: number; retryable?: boolean }>> = {
  network: { retryable: true },
  timeout: { retryable: true },
  unauthorized: { status: 401 },
  forbidden: { status: 403 },
  'not-in-cache': { status: 404 },
  'rate-limited': { status: 429, retryable: true },
  'quota-exhausted': { status: 429 },
  server: { status: 500, retryable: true },
  'wasm-load': { retryable: true },
};

/** What a lookup that fails rejects with: `failure('rate-limited', { retryAfterMs: 5000 })`. */
export function failure(
  code: LookupErrorCode,
  fields: { message?: string; status?: number; retryAfterMs?: number; retryable?: boolean } = {},
): LookupError {
  const { message = `Stubbed: ${code}`, ...others } = fields;
  return new LookupError(code, message, { ...USUAL[code], ...others });
}

/** An answer that never comes: the card stays in the state `loading`. */
export function pending(): Promise<never> {
  return new Promise(() => {});
}
