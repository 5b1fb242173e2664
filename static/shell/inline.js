// Everything in one module, the wasm too: for bundlers that can't move a file, and pages that may not fetch one.

import { embed } from './loader.js';
import wasm from './phone_profile_bg.wasm'; // in base64

embed(() => Uint8Array.from(atob(wasm), (character) => character.charCodeAt(0)));

export * from './index.js';
