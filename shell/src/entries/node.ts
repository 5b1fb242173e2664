/** `index.js` for a server: nothing is drawn, and lookups read the WebAssembly from its file. */

import { readFileSync } from 'node:fs';
import { embed } from '../loader/loader.js';

embed(() => readFileSync(new URL('./phone_profile_bg.wasm', import.meta.url)));

export * from './index.js';
