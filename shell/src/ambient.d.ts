// What the build provides: style sheets as text, the wasm as base64, catalogues (build/locales.mjs), and constants; and the
// wasm as the platforms give it that import it.

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

/** `locale:de` is `locales/de.json`. */
declare module 'locale:*' {
  type Catalogue = import('./types/catalogue.js').Catalogue;
  export const direction: Catalogue['direction'];
  export const card: Catalogue['card'];
  export const list: Catalogue['list'];
  export const attach: Catalogue['attach'];
}

/** Subresource integrity of the wasm that was built with this shell. */
declare const WASM_INTEGRITY: string;

/** A regular expression for the numbers whose request needs no knowledge of Rust's. */
declare const PREFETCH_NUMBER: string;

/** What this is built into: modules beside each other, `phone-profile.js`, or CommonJS with everything in one file. */
declare const KIT_FORMAT: 'modules' | 'script' | 'commonjs';

/** The tags of the languages that there are catalogues for. Of the gallery alone. */
declare const LANGUAGES: readonly string[];

/** The worked themes: the name of the style sheet, and the title. Of the gallery alone. */
declare const THEMES: readonly (readonly [string, string])[];
