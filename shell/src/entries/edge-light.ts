// `index.js` for Vercel's edge runtime, which compiles no wasm from bytes, and takes it as a module, which it names so.

import wasm from '../wasm/phone_profile_bg.wasm?module';
import { embedWasm } from './index.js';

embedWasm(() => wasm);

export * from './index.js';
