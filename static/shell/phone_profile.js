// What comes with the wasm: wasm-bindgen's glue, the style of what it draws, and the way of each call into it and back.

import {
  card_create as create,
  card_destroy as destroy,
  card_event,
  card_refresh as refresh,
  card_show as show,
  card_update as update,
  forget as drop,
  initSync,
  lookup as look_up,
  lookup_abort,
} from './glue.js';
import { call } from './calls.js';
import { happened } from './face.js';
import { cardFields, lookupFields } from './fields.js';
import { check, checkAttributes } from './fit.js';
import { plain } from './plain.js';

export { default as css } from './card.css';
export { card_abort } from './glue.js';

/** Called with what was thrown if the wasm stops: its state can't be trusted any more. */
export const onStop = new Set();

/** What JavaScript keeps of each card, by the card's number: its root, its profile, and who waits for a refresh. */
const cards = new Map();
/** The numbers of the cards in these roots. */
const inRoots = new WeakMap();

let stopped = false;
let loading;

/**
 * Loads the wasm, once: a page may have two copies of the shell, by two URLs, that share this module. `source` is the
 * compiled module, or its bytes, or a promise for it; where that fails, `again` gives a response with them.
 */
export default function start(source, again) {
  return (loading ??= compile(source, again).then(watch, (error) => {
    loading = undefined;
    throw error;
  }));
}

async function compile(source, again) {
  // A server that doesn't know the type of wasm: browsers compile that only when asked to.
  const given = await Promise.resolve(source).catch(async (cause) => {
    const response = await again?.();
    if (!response?.ok) throw cause;
    return response.arrayBuffer();
  });
  initSync({ module: given instanceof WebAssembly.Module ? given : await WebAssembly.compile(given) });
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

/** `hooks.request(id)` says whether a lookup may begin; `hooks.changed(…)` is told how the card is now. */
export function card_create(root, hooks) {
  const card = { root, profile: null, refreshing: [] };
  const id = create(root, {
    request: hooks.request,
    changed(state, picture, profile, error, ...more) {
      if (profile !== '=') card.profile = profile ? Object.freeze(JSON.parse(profile)) : null;
      hooks.changed(state, picture, card.profile, error ? JSON.parse(error) : null, ...more);
    },
    refreshed(error) {
      const waiting = card.refreshing;
      card.refreshing = [];
      for (const [resolve, reject] of waiting) error ? reject(JSON.parse(error)) : resolve(card.profile);
    },
  });
  cards.set(id, card);
  inRoots.set(root, id);
  // The same function for all cards: a root that has had a card before has it already.
  for (const name of ['click', 'load', 'error']) root.addEventListener(name, hear, true);
  return id;
}

/** Captured: pictures' events don't bubble, but they too are on their way down first. */
function hear(event) {
  const word = happened(event);
  if (word) card_event(inRoots.get(event.currentTarget), word);
}

export function card_destroy(id) {
  const card = cards.get(id);
  destroy(id);
  cards.delete(id);
  if (card) inRoots.delete(card.root);
}

export function card_update(id, inputs) {
  check(inputs);
  checkAttributes(cards.get(id).root.getRootNode().host);
  update(id, cardFields(inputs), inputs);
}

export function card_show(id, profile) {
  show(id, plain(profile));
}

export function card_refresh(id) {
  return new Promise((...waiting) => {
    cards.get(id).refreshing.push(waiting);
    refresh(id);
  });
}

export function forget(number, region) {
  drop(number === undefined ? '' : `${text(number)}\0${region ?? ''}`);
}

export async function lookup(number, options) {
  check(options);
  const { signal } = options;
  let halt;
  let abort;
  try {
    return await new Promise((resolve, reject) => {
      // What Rust has promised it can't keep once it has stopped.
      onStop.add((halt = reject));
      call((id) => {
        look_up(id, lookupFields({ ...options, number: text(number) }), options);
        if (!(signal instanceof AbortSignal)) return;
        abort = () => lookup_abort(id);
        if (signal.aborted) abort();
        else signal.addEventListener('abort', abort);
      }).then(resolve, reject);
    });
  } finally {
    onStop.delete(halt);
    if (abort) signal.removeEventListener('abort', abort);
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
