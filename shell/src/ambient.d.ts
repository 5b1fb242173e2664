// What the build provides: style sheets as text, the wasm as base64, and constants.

declare module '*.css' {
  const css: string;
  export default css;
}

declare module '*.wasm' {
  const base64: string;
  export default base64;
}

/** Subresource integrity of the wasm that was built with this shell. */
declare const WASM_INTEGRITY: string;

/** A regular expression for the numbers whose request needs no knowledge of Rust's. */
declare const PREFETCH_NUMBER: string;
