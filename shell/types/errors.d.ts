/**
 * Why there is no answer.
 *
 * - `invalid-number`: the entered text is no phone number, or the endpoint refuses it as one
 * - `network`: no answer came: offline, blocked by CORS or CSP, connection closed
 * - `timeout`: no answer came in time
 * - `aborted`: the caller took the lookup back
 * - `unauthorized`: the endpoint wants other credentials (401)
 * - `forbidden`: the endpoint doesn't serve this caller (403)
 * - `not-in-cache`: only stored answers were asked for, and there is none: neither yes nor no
 * - `rate-limited`: too many requests in a short time (429)
 * - `quota-exhausted`: the plan's requests are used up
 * - `server`: the endpoint failed
 * - `bad-response`: an answer came, and nothing in it could be used; or the endpoint isn't set
 * - `wasm-blocked`: the page's Content-Security-Policy doesn't allow WebAssembly
 * - `wasm-load`: the WebAssembly couldn't be loaded, or has stopped
 */
export type LookupErrorCode = 'invalid-number' | 'network' | 'timeout' | 'aborted' | 'unauthorized' | 'forbidden' | 'not-in-cache' | 'rate-limited' | 'quota-exhausted' | 'server' | 'bad-response' | 'wasm-blocked' | 'wasm-load';
/** The one error that lookups reject with. Its message is for a developer's console and carries no number. */
export declare class LookupError extends Error {
    readonly name = "LookupError";
    /** What went wrong. */
    readonly code: LookupErrorCode;
    /** The HTTP status, where there was an answer. */
    readonly status?: number;
    /** How long the endpoint asks to wait, in milliseconds. */
    readonly retryAfterMs?: number;
    /** Whether asking again later may help without anything else being changed. */
    readonly retryable: boolean;
    constructor(code: LookupErrorCode, message: string, fields?: {
        status?: number;
        retryAfterMs?: number;
        retryable?: boolean;
        cause?: unknown;
    });
    /** The error itself if it is one; anything else that was thrown becomes `wasm-load`, with that as its `cause`. */
    static from(thrown: unknown): LookupError;
}
