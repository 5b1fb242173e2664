// On a server: the element is not registered and nothing is drawn, but lookups work. The wasm is read from its
// file at the first one.

import { readFileSync } from 'node:fs';
import { embed } from './loader.js';

embed(() => readFileSync(new URL('./phone_profile_bg.wasm', import.meta.url)));

export * from './index.js';
