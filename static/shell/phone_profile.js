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
  rehearse,
} from './glue.js';
import { urlOf } from './ahead.js';
import { call, stop } from './calls.js';
import { forgetAhead, requestAhead } from './errands.js';
import { Face, happened } from './face.js';
import { cardFields, lookupFields } from './fields.js';
import { check, checkAttributes } from './fit.js';
import { inputsOf } from './inputs.js';
import { plain } from './plain.js';
import { times } from './times.js';

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
let count = 0;
/** Whether Rust is there, for whichever copy of the shell. */
let live = false;
let answered = false;

/**
 * Loads the wasm, once: a page may have two copies of the shell, by two URLs, that share this module. `source` is the
 * compiled module, or its bytes, or a promise for it; where that fails, `again` gives a response with them.
 */
export default function start(source, again) {
  return (loading ??= compile(source, again).then(
    () => {
      watch();
      // By then Rust has been told of all cards that waited for it.
      setTimeout(forgetAhead);
    },
    (error) => {
      loading = undefined;
      forgetAhead();
      throw error;
    },
  ));
}

/** What pages were asked about requests that go out ahead, by the roots of their cards. */
const asked = new WeakMap();

/** The smallest module. */
const NOTHING = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

/** Sends the request for a card while the wasm is on its way. */
export function ahead(element, root, given, config, { request }) {
  if (live || !element.isConnected) return;
  const inputs = inputsOf(element, given, config);
  const url = urlOf(inputs);
  if (!url || asked.get(root)?.url === url) return;
  try {
    new WebAssembly.Module(NOTHING);
  } catch {
    return; // the page's policy forbids wasm: nobody would show the answer
  }
  const id = `ahead-${(count += 1)}`;
  const allowed = request(id);
  asked.set(root, { url, id, allowed, at: performance.now() });
  if (allowed) requestAhead(url, inputs, plain);
}

async function compile(source, again) {
  // A server that doesn't know the type of wasm: browsers compile that only when asked to.
  const given = await Promise.resolve(source).catch(async (cause) => {
    const response = await again?.();
    if (!response?.ok) throw cause;
    return response.arrayBuffer();
  });
  initSync({ module: given instanceof WebAssembly.Module ? given : await WebAssembly.compile(given) });
  live = true;
  if (globalThis.document) setTimeout(prepare, REHEARSAL);
}

/** Milliseconds in which a lookup that is answered from nearby is. */
const REHEARSAL = 40;

/** While the first lookup is on its way: what its answer will need is compiled, and the formats of times are made. */
function prepare() {
  if (answered || stopped) return;
  new Face().draw(rehearse());
  const lang = document.documentElement.lang || navigator.language;
  for (let twice = 0; twice < 2; twice += 1) times(lang, 0, 0);
}

/** Listens for the end. A panic is a trap: it ends in whatever called into the wasm, here or in a timer or listener of its own. */
function watch() {
  if (!globalThis.addEventListener) return; // on a server, where its caller hears of it
  const end = (cause) => {
    if (stopped || !(cause instanceof WebAssembly.RuntimeError && /phone_profile/.test(cause.stack))) return;
    stopped = true;
    for (const listener of [...onStop, stop]) listener(cause);
  };
  addEventListener('error', ({ error }) => end(error));
  addEventListener('unhandledrejection', ({ reason }) => end(reason));
}

/** `hooks.request(id)` says whether a lookup may begin; `hooks.changed(…)` is told how the card is now. */
export function card_create(root, hooks) {
  const card = { root, profile: null, refreshing: [], url: undefined };
  /** The request that went out ahead, by Rust's number for it. */
  let early = {};
  const id = create(root, {
    request(id) {
      const known = asked.get(root);
      asked.delete(root);
      if (!known || known.url !== card.url) return hooks.request(id);
      early = { [id]: { id: known.id, lead: performance.now() - known.at } };
      return known.allowed;
    },
    changed(state, picture, profile, error, status, id, durationMs) {
      answered ||= profile;
      if (profile !== '=') card.profile = profile ? Object.freeze(JSON.parse(profile)) : null;
      const { id: shown = id, lead = 0 } = early[id] ?? {};
      const took = durationMs === undefined ? undefined : durationMs + lead;
      hooks.changed(state, picture, card.profile, error ? JSON.parse(error) : null, status, shown, took);
    },
    refreshed(error) {
      const waiting = card.refreshing;
      card.refreshing = [];
      for (const [resolve, reject] of waiting) error ? reject(JSON.parse(error)) : resolve(card.profile);
    },
  });
  cards.set(id, card);
  inRoots.set(root, id);
  root.removeChild = gone;
  // The same function for all cards: a root that has had a card before has it already.
  for (const name of ['click', 'load', 'error']) root.addEventListener(name, hear, true);
  return id;
}

/**
 * Yew takes a card's node out of its root when the element has shown its skeleton there already. An exception from
 * `removeChild` would cost time, and a place in wasm's table of values for good.
 */
const gone = (node) => node.remove();

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

export function card_update(id, element, given, config) {
  const inputs = inputsOf(element, given, config);
  check(inputs);
  checkAttributes(element);
  cards.get(id).url = urlOf(inputs);
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

export function lookup(number, options) {
  check(options);
  const { signal } = options;
  let abort;
  const outcome = call((id) => {
    look_up(id, lookupFields({ ...options, number: text(number) }), options);
    if (signal instanceof AbortSignal) abort = () => lookup_abort(id);
  });
  if (!abort) return outcome;
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort);
  const end = () => signal.removeEventListener('abort', abort);
  outcome.then(end, end);
  return outcome;
}

/** As a template would print it; nothing where that throws, and the error says that there is no number. */
function text(number) {
  try {
    return `${number ?? ''}`;
  } catch {
    return '';
  }
}
