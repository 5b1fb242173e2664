/** `index.js` with the WebAssembly inside: nothing else is fetched. */
export * from './index.js';
