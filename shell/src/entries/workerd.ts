// `index.js` for Cloudflare's workerd, which compiles no wasm from bytes, and takes it as a module.

import wasm from '../wasm/phone_profile_bg.wasm';
import { embedWasm } from './index.js';

embedWasm(() => wasm);

export * from './index.js';
