// LookupError: the one error type of the public functions. Rust reports plain fields; they become this class here.

export class LookupError extends Error {
  name = 'LookupError';

  constructor(code, message, { status, retryAfterMs, retryable = false, cause } = {}) {
    super(message, cause && { cause });
    this.code = code;
    this.retryable = retryable;
    if (status !== undefined) this.status = status;
    if (retryAfterMs !== undefined) this.retryAfterMs = retryAfterMs;
  }

  /** What crossed the border from Rust, or anything else that was thrown, as a LookupError. */
  static from(thrown) {
    if (thrown instanceof LookupError) return thrown;
    return typeof thrown?.code === 'string' && typeof thrown.message === 'string'
      ? new LookupError(thrown.code, thrown.message, thrown)
      : new LookupError('wasm-load', 'The widget stopped after an internal error. Reload the page.', { cause: thrown });
  }
}
