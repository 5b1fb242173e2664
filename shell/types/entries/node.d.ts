/** `index.js` for a server: nothing is drawn, and lookups read the WebAssembly from its file. */
export * from './index.js';
