// What Rust has done by the browser, and hears of when it is done: pauses and requests. Each errand has a number, and
// ends with one text that is handed to whom `connect` names. This is the one module that calls fetch.

/** An answer takes about one kilobyte. Beyond this many bytes, whatever comes is none. */
const LIMIT = 1 << 20;

/** What ends the requests, by their numbers. */
const requests = new Map();

let done;
let plain;

/** `hear` gets the number and the text of each errand that has come to its end; `walk` is plain.js's. */
export function connect(hear, walk) {
  done = hear;
  plain = walk;
}

/** When the pauses are over, by their numbers; the browser's timer rings for the first of them. */
const pauses = new Map();
let timer;
let rings = Infinity;

/** Most pauses are taken back before they are over, such as the time that a lookup may take: they cost no timer. */
export function pause(errand, ms) {
  const over = performance.now() + ms;
  pauses.set(errand, over);
  if (over < rings) ring(over);
}

function ring(at) {
  clearTimeout(timer);
  rings = at;
  if (at < Infinity) timer = setTimeout(wake, Math.max(at - performance.now(), 0));
}

function wake() {
  const now = performance.now();
  const over = [...pauses].filter(([, at]) => at <= now);
  for (const [errand] of over) if (pauses.delete(errand)) done(errand, '');
  ring(Math.min(...pauses.values()));
}

/**
 * A GET request. How its text is read stands in src/lookup/fetch.rs; it begins with a letter for how it ended.
 * `via` has what the page set: `headers`, or a function that gives them, and `fetch` in place of the browser's.
 */
export function request(errand, url, via = {}) {
  const known = early.get(url);
  const isSame = known && known.via.fetch === via.fetch && known.via.headers === via.headers;
  if (isSame) early.delete(url);
  const { controller, sent } = isSame ? known : start(url, via);
  requests.set(errand, controller);
  sent.then((text) => requests.delete(errand) && done(errand, text));
}

function start(url, via) {
  const controller = new AbortController();
  return { via, controller, sent: send(url, via, controller.signal) };
}

/** Requests that went out before Rust was there to ask for them, by their URLs. */
const early = new Map();

export function requestAhead(url, via, walk) {
  plain = walk; // its answer may come before Rust connects
  if (!early.has(url)) early.set(url, start(url, via));
}

/** Takes those back that Rust has not asked for. */
export function forgetAhead() {
  for (const { controller } of early.values()) controller.abort();
  early.clear();
}

/** Takes an errand back: its end isn't heard of. */
export function cancel(errand) {
  if (pauses.delete(errand)) {
    // Node would wait for the timer before it ends; for browsers it costs less than taking it back.
    if (!pauses.size && timer.unref) ring(Infinity);
    return;
  }
  const controller = requests.get(errand);
  requests.delete(errand);
  controller?.abort();
}

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
    const body = await read(response);
    // A Response that the page made itself has no URL.
    return `a\0${response.status}\0${response.url || url}\0${told(response, body)}\0${body}`;
  } catch (cause) {
    return `${step}\0${message(cause)}`;
  }
}

/** Limit, remaining and reset of the quota, and how long to wait. */
const HEADERS = ['retry-after', ...['limit', 'remaining', 'reset'].map((part) => `x-ratelimit-requests-${part}`)];

/** What the headers say; nothing where the body says it, since reading them takes longer than reading it. */
function told({ headers, ok }, body) {
  return ok && body.includes('\0:quota\0') ? '\0\0\0' : HEADERS.map((name) => headers.get(name) ?? '').join('\0');
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
    return `${cause.message ?? ''}`.replaceAll('\0', '');
  } catch {
    return '';
  }
}
