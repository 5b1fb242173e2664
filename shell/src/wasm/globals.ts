// The page as wasm-bindgen's module knows it. Test runners copy the members of jsdom's or happy-dom's window to a global
// object that is no `Window`, and take them away while promises and timers of a card are still under way. So the page is
// known by its document, and that is remembered: a card can be drawn and taken down to the end.

let known: Document | undefined;

/** In place of the global object. */
export const self = {
  get document(): Document | undefined {
    known = globalThis.document ?? known;
    return known;
  },
  queueMicrotask: globalThis.queueMicrotask,
};

export const Window = { [Symbol.hasInstance]: (value: unknown): boolean => value === self };
