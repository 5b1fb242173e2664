import type { InitOptions } from '../types/options.js';
export type Runtime = typeof import('../entries/runtime.js');
/** The runtime module once it has arrived: its wasm comes later. */
export declare let downloaded: Runtime | undefined;
/** The runtime once its wasm is ready. Undefined for good after an internal error: its state can't be trusted. */
export declare let runtime: Runtime | undefined;
/** Loads the runtime and its wasm, once; again where that has failed. */
export declare function loadRuntime(options?: InitOptions): Promise<Runtime>;
/**
 * Loads the WebAssembly. Called for the page at the first lookup; calling it earlier saves that
 * wait. Only the first successful call loads. Rejects with `wasm-blocked` or `wasm-load`.
 */
export declare function init(options?: InitOptions): Promise<void>;
type WasmBytes = Uint8Array<ArrayBuffer>;
/** For entries that bring the wasm along: gives its bytes when it is first needed. */
export declare function embed(read: () => WasmBytes): void;
export {};
