// What Rust has done by the browser, and hears of when it is done: pauses and requests. Each errand has a number, and
// ends with one text that is handed to whom `connect` names. This is the one module that calls fetch.

/** An answer takes about one kilobyte. Beyond this many bytes, whatever comes is none. */
const LIMIT = 1 << 20;

/** What takes an errand back, by its number. */
const underWay = new Map();

let done;
let plain;

/** `hear` gets the number and the text of each errand that has come to its end; `walk` is plain.js's. */
export function connect(hear, walk) {
  done = hear;
  plain = walk;
}

export function pause(errand, ms) {
  const timer = setTimeout(end, ms, errand, '');
  underWay.set(errand, () => clearTimeout(timer));
}

/**
 * A GET request. How its text is read stands in src/lookup/fetch.rs; it begins with a letter for how it ended.
 * `via` has what the page set: `headers`, or a function that gives them, and `fetch` in place of the browser's.
 */
export function request(errand, url, via) {
  const controller = new AbortController();
  underWay.set(errand, () => controller.abort());
  send(url, via ?? {}, controller.signal).then((text) => end(errand, text));
}

/** Takes an errand back: its end isn't heard of. */
export function cancel(errand) {
  const stop = underWay.get(errand);
  underWay.delete(errand);
  stop?.();
}

function end(errand, text) {
  if (underWay.delete(errand)) done(errand, text);
}

const join = (...fields) => fields.map((field) => `${field ?? ''}`.replaceAll('\0', '')).join('\0');

async function send(url, { headers, fetch }, signal) {
  let step = 'h';
  try {
    if (typeof headers === 'function') headers = await headers();
    step = 'm';
    const answer = (typeof fetch === 'function' ? fetch : globalThis.fetch)(url, {
      headers,
      signal,
      // Personal data stays in memory: not in the browser's disk cache …
      cache: 'no-store',
      // … and the page's address, which may hold some, stays here.
      referrerPolicy: 'no-referrer',
      redirect: 'follow',
    });
    step = 'u';
    const response = await answer;
    if (!(response instanceof Response)) return 'r';
    step = 'b';
    const content = await read(response);
    const header = (name) => response.headers.get(name);
    const quota = ['limit', 'remaining', 'reset'].map((part) => header(`x-ratelimit-requests-${part}`));
    // A Response that the page made itself has no URL.
    return `${join('a', response.status, response.url || url, header('retry-after'), ...quota)}\0${content}`;
  } catch (cause) {
    return join(step, message(cause));
  }
}

/** The body: `o` too large, `l` not to be had, `e` empty, `x` no JSON, or the tokens of what it holds. */
async function read(response) {
  if (!response.body) return 'e';
  let reader;
  try {
    reader = response.body.getReader();
  } catch {
    return 'l'; // a page that logs its answers has read this one
  }
  const decoder = new TextDecoder();
  let text = '';
  let left = LIMIT;
  for (;;) {
    const { value } = await reader.read();
    if (!(value instanceof Uint8Array)) break;
    left -= value.length;
    if (left < 0) {
      reader.cancel().catch(() => {}); // not awaited: the endpoint may take its time to notice
      return 'o';
    }
    text += decoder.decode(value, { stream: true });
  }
  text += decoder.decode();
  if (!/[^\t\n\f\r ]/.test(text)) return 'e';
  try {
    return plain(JSON.parse(text));
  } catch {
    return 'x';
  }
}

function message(cause) {
  try {
    return typeof cause.message === 'string' ? cause.message : '';
  } catch {
    return '';
  }
}
