// What the kit's wasm file is to a module that imports it: a compiled module for `init({ module })`, as Cloudflare's
// workerd gives it, and other platforms as `phone_profile_bg.wasm?module`. Bundlers whose loader gives its URL instead:
// `configure({ wasmUrl: String(wasm) })`; Vite's `?url` has Vite's own type. Not for webpack's `asyncWebAssembly`, which
// would instantiate it.

declare global {
  // Where the compiler is given no DOM library; otherwise it adds nothing.
  namespace WebAssembly {
    interface Module {}
  }
}

declare const module: WebAssembly.Module;
export default module;
