type Source = WebAssembly.Module | BufferSource;
/**
 * Instantiates the wasm, once: a page may have two copies of the shell, by two URLs, that share this module. Where
 * `source` can't be used, the bytes at `url` are.
 */
export declare function start(source: Source | Promise<Source>, url: URL | undefined, integrity: string): Promise<void>;
export {};
