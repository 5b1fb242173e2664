import type { LookupErrorCode } from '../errors.js';
/**
 * Code and message for what was thrown while a file was loaded. `at` is its URL, or its name where it lies beside this
 * module, or nothing where the page gave the module itself.
 */
export declare function explain(cause: unknown, at: URL | string | undefined, integrity: string): Promise<[LookupErrorCode, string]>;
/** The card's content then. */
export declare function failed(message: string, retry: () => void): HTMLElement;
