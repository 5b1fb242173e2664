// The DOM's names in the public declarations, for compilers that are given no DOM library, as on a server. Where it is
// there, these add nothing to its own.

export {};

declare global {
  interface AddEventListenerOptions {}
  interface CustomElementRegistry {}
  interface Document {}
  interface Element extends EventTarget {}
  interface HTMLElement extends Element {}
  interface HTMLElementEventMap {}
  interface HTMLIFrameElement extends HTMLElement {}
  namespace WebAssembly {
    interface Module {}
  }
}
