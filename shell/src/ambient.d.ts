// What the build provides: style sheets as text, the wasm as base64, and constants; and the wasm as the platforms give
// it that import it.

declare module '*.css' {
  const css: string;
  export default css;
}

declare module '*.wasm?base64' {
  const base64: string;
  export default base64;
}

declare module '*.wasm' {
  const module: WebAssembly.Module;
  export default module;
}

declare module '*.wasm?module' {
  const module: WebAssembly.Module;
  export default module;
}

/** Subresource integrity of the wasm that was built with this shell. */
declare const WASM_INTEGRITY: string;

/** A regular expression for the numbers whose request needs no knowledge of Rust's. */
declare const PREFETCH_NUMBER: string;

/** What this is built into: modules beside each other, `phone-profile.js`, or CommonJS with everything in one file. */
declare const KIT_FORMAT: 'modules' | 'script' | 'commonjs';
