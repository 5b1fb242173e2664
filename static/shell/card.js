// What comes with the wasm: wasm-bindgen's glue (glue.js, put there by the build), the style of what it draws, and
// the calls that need more than passing on. Ships as phone_profile.js.

import { card_show, lookup as look_up } from './glue.js';

export { default as css } from './card.css';
export { default, card_abort, card_create, card_destroy, card_refresh, card_update, forget } from './glue.js';

/** Called with what was thrown if the wasm stops: its state can't be trusted any more. */
export const onStop = new Set();

let stopped = false;

/** Listens for the end. A panic is a trap: it ends in whatever called into the wasm, here or in a timer or listener of its own. */
export function watch() {
  const stop = (cause) => {
    if (stopped || !(cause instanceof WebAssembly.RuntimeError && /phone_profile/.test(cause.stack))) return;
    stopped = true;
    for (const listener of [...onStop]) listener(cause);
  };
  // Node has neither; there, what trapped rejects and is all there is.
  globalThis.addEventListener?.('error', ({ error }) => stop(error));
  globalThis.addEventListener?.('unhandledrejection', ({ reason }) => stop(reason));
}

export async function lookup(number, options) {
  let halt;
  try {
    // What Rust has promised it can't keep once it has stopped.
    return await Promise.race([
      look_up(`${number ?? ''}`, options),
      new Promise((_, reject) => onStop.add((halt = reject))),
    ]);
  } finally {
    onStop.delete(halt);
  }
}

/** Shows a copy without getters and proxies, whose exceptions Rust could not catch. */
export function show(card, answer) {
  let plain = null;
  try {
    plain = JSON.parse(JSON.stringify(answer));
  } catch {} // no answer then, and the card says so
  card_show(card, plain);
}
