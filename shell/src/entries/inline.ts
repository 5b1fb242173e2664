/**
 * `index.js`, and the WebAssembly inside of this module: for bundlers that can't move a file, pages that may not fetch
 * one, and servers. The other entries use it too where this one is imported.
 */

import base64 from '../wasm/phone_profile_bg.wasm?base64';
import { embedWasm } from './index.js';

embedWasm(() => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));

export * from './index.js';
