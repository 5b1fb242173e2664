type Source = WebAssembly.Module | BufferSource;
/**
 * Instantiates the wasm, once: a page may have two copies of the shell, by two URLs, that share this module. Where
 * `source` fails, `request` gives a response with the bytes.
 */
export declare function start(source: Source | Promise<Source>, request?: () => Promise<Response>): Promise<void>;
export {};
