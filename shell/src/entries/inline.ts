/** `index.js` with the WebAssembly inside: for bundlers that can't move a file, and pages that may not fetch one. */

import { embed } from '../loader/loader.js';
import base64 from '../wasm/phone_profile_bg.wasm';

embed(() => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));

export * from './index.js';
