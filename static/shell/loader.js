// Loads the wasm once, when it is first needed, and says which header or URL is at fault when it can't.

import { config } from './config.js';
import { LookupError } from './errors.js';

let loading;
let stopped;

/** The loaded module, or undefined. After an internal error it is undefined for good: its state can't be trusted. */
export let wasm;

/** Called once if the wasm stops: cards then draw an error of their own. */
export const onStop = new Set();

export function init(options) {
  if (stopped) return Promise.reject(stopped);
  return (loading ??= start({ ...config, ...options }).catch((error) => {
    loading = undefined;
    throw error;
  }));
}

async function start({ wasmUrl, module, integrity }) {
  const url = wasmUrl
    ? new URL(wasmUrl, globalThis.document?.baseURI ?? location.href)
    : new URL('./phone_profile_bg.wasm', import.meta.url);
  let glue;
  try {
    glue = await import('./phone_profile.js');
    await glue.default({ module_or_path: module ?? (integrity ? fetch(url, { integrity }) : url) });
  } catch (cause) {
    throw failure(cause, url);
  }
  wasm = glue;
  // A panic is a trap: it ends in whatever called into the wasm, here or in a timer or listener of its own.
  addEventListener('error', ({ error }) => stop(error));
  addEventListener('unhandledrejection', ({ reason }) => stop(reason));
}

function stop(cause) {
  if (!wasm || !(cause instanceof WebAssembly.RuntimeError && /phone_profile/.test(cause.stack))) return;
  wasm = undefined;
  stopped = LookupError.from(cause);
  for (const listener of [...onStop]) listener(stopped);
}

function failure(cause, url) {
  // The three engines word it differently, but each names the policy.
  if (cause instanceof WebAssembly.CompileError && /content.security.policy|unsafe-eval|csp/i.test(cause.message)) {
    return new LookupError(
      'wasm-blocked',
      "This page's Content-Security-Policy blocks WebAssembly. Add 'wasm-unsafe-eval' to its script-src directive.",
      { cause },
    );
  }
  return new LookupError('wasm-load', `The widget could not be loaded from ${url}: ${cause?.message ?? cause}`, {
    cause,
    retryable: true,
  });
}
