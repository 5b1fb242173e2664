// Given a platform that imports wasm as a compiled module, when the kit's file is imported, then init() takes it.

import { configure, init, type InitOptions } from 'phone-profile';
import wasm from 'phone-profile/phone_profile_bg.wasm';
import { expectType } from './expect.js';

expectType<WebAssembly.Module>()(wasm);
await init({ module: wasm });
configure({ module: wasm });
await WebAssembly.instantiate(wasm, {});

// Where a bundler's loader gives the file's URL
configure({ wasmUrl: String(wasm) });
// @ts-expect-error that is a module to TypeScript
configure({ wasmUrl: wasm });
// @ts-expect-error a URL is no module
await init({ module: '/phone_profile_bg.wasm' });

// Bytes as Node and `fetch` give them
declare const buffer: Uint8Array;
export const given: InitOptions[] = [{ module: buffer }, { module: await new Response().arrayBuffer() }];
