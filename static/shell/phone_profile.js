// What comes with the wasm: wasm-bindgen's glue, the style of what it draws, and the calls that need more than
// passing on.

import load, {
  card_create as create,
  card_destroy as destroy,
  card_show,
  card_update as update,
  forget as drop,
  lookup as look_up,
} from './glue.js';
import { check, checkAttributes } from './options.js';

export { default as css } from './card.css';
export { card_abort, card_refresh } from './glue.js';

/** Called with what was thrown if the wasm stops: its state can't be trusted any more. */
export const onStop = new Set();

/** The elements of the cards that there are, by the cards' numbers. */
const elements = new Map();

let stopped = false;
let loading;

/** Loads the wasm, once: a page may have two copies of the shell, by two URLs, that share this module. */
export default function start(options) {
  return (loading ??= load(options).then(watch, (error) => {
    loading = undefined;
    throw error;
  }));
}

/** Listens for the end. A panic is a trap: it ends in whatever called into the wasm, here or in a timer or listener of its own. */
function watch() {
  if (!globalThis.addEventListener) return; // on a server, where its caller hears of it
  const stop = (cause) => {
    if (stopped || !(cause instanceof WebAssembly.RuntimeError && /phone_profile/.test(cause.stack))) return;
    stopped = true;
    for (const listener of [...onStop]) listener(cause);
  };
  addEventListener('error', ({ error }) => stop(error));
  addEventListener('unhandledrejection', ({ reason }) => stop(reason));
}

export function card_create(root, hooks) {
  const card = create(root, hooks);
  elements.set(card, root.getRootNode().host);
  return card;
}

export function card_destroy(card) {
  elements.delete(card);
  destroy(card);
}

export function card_update(card, inputs) {
  check(inputs);
  checkAttributes(elements.get(card));
  update(card, inputs);
}

export function forget(number, region) {
  drop(number === undefined ? undefined : text(number), region);
}

export async function lookup(number, options) {
  check(options);
  let halt;
  try {
    // What Rust has promised it can't keep once it has stopped.
    return await Promise.race([
      look_up(text(number), options),
      new Promise((_, reject) => onStop.add((halt = reject))),
    ]);
  } finally {
    onStop.delete(halt);
  }
}

/** As a template would print it; nothing where that throws, and the error says that there is no number. */
function text(number) {
  try {
    return `${number ?? ''}`;
  } catch {
    return '';
  }
}

/** Shows a copy without getters and proxies, whose exceptions Rust could not catch. */
export function show(card, answer) {
  let plain = null;
  try {
    // Old libraries make texts of lists, by a toJSON() of their own.
    const lists = function (key, value) {
      return Array.isArray(this[key]) ? [...this[key]] : value;
    };
    plain = JSON.parse(JSON.stringify(answer, lists));
  } catch {} // no answer then, and the card says so
  card_show(card, plain);
}
