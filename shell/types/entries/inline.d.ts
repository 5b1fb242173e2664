/** `index.js` with the WebAssembly inside: for bundlers that can't move a file, and pages that may not fetch one. */
export * from './index.js';
