// The page's side of the tests: fetch functions, an element's callbacks and values as dashboards may write them.

const person = {
  success: true,
  isWhatsApp: true,
  number: '13105550123',
  profilePic: null,
  profilePicThumb: null,
  name: 'Maya Lindqvist',
  isBusiness: false,
  lastChecked: '2026-05-01T00:00:00Z',
};

const json = (body, init) => new Response(JSON.stringify(body), init);
const text = (body, init) => new Response(body, init);
const bytes = (value) => new TextEncoder().encode(value);
const stream = (...chunks) =>
  new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
/** What `make` does with the globals of an iframe, which stays: an answer of a realm that is gone can't be read. */
const inIframe = (make) => make(document.body.appendChild(document.createElement('iframe')).contentWindow);
/** JSON of exactly that many bytes. */
const padded = (length) => {
  const body = JSON.stringify(person);
  return `${body.slice(0, -1)}${' '.repeat(length - body.length)}}`;
};

/** What a fetch function does, by name. `record` is shared by its calls. */
const behaviours = {
  answers: () => json(person),
  'gives-relative-picture': () => json({ ...person, profilePic: '../picture/13105550123.jpg' }),
  // Answers once the test opens the gate; ends with the signal, as the browser's fetch does.
  gated: ({ signal }, record) =>
    new Promise((resolve, reject) => {
      record.gate.then(() => resolve(json(person)));
      signal.addEventListener('abort', () => reject(signal.reason));
    }),
  'ignores-abort': (init, record) => record.gate.then(() => json(person)),
  'pending-for-ever': () => new Promise(() => {}),
  unregistered: () => json({ success: true, isWhatsApp: false, number: '13105550123' }),
  'without-name': () => json({ ...person, name: null }),
  'broken-picture': () => json({ ...person, profilePicThumb: new URL('/no-such-picture.jpg', location.href).href }),
  'words-for-pictures': () => json({ ...person, profilePic: 'changed', profilePicThumb: 'undefined' }),
  'without-time': () => json({ ...person, cached: true, lastChecked: '03/04/2026 10:00' }),
  'expired-picture': () => json({ ...person, profilePicThumb: 'https://pictures.example/a.jpg?oe=60000000' }),

  'status-401': () => json({ error: 'no' }, { status: 401 }),
  'status-500': () => json({ error: 'no' }, { status: 500, headers: { 'retry-after': '0' } }),
  'fails-once': (init, { calls }) => (calls.length > 1 ? json(person) : text('busy', { status: 503, headers: { 'retry-after': '0' } })),
  'wait-one-second': (init, { calls }) => (calls.length > 1 ? json(person) : text('', { status: 429, headers: { 'retry-after': '1' } })),
  'wait-one-minute': () => text('', { status: 429, headers: { 'retry-after': '60' } }),
  'network-once': (init, { calls }) => (calls.length > 1 ? json(person) : Promise.reject(new TypeError('Failed to fetch'))),

  'rejects-error': () => Promise.reject(new TypeError('Failed to fetch')),
  'rejects-string': () => Promise.reject('offline'),
  'rejects-undefined': () => Promise.reject(),
  'rejects-null': () => Promise.reject(null),
  'rejects-symbol': () => Promise.reject(Symbol('offline')),
  'rejects-trap': () =>
    Promise.reject({
      get message() {
        throw new Error('trap');
      },
    }),
  'throws-error': () => {
    throw new Error('synchronously');
  },
  'throws-undefined': () => {
    throw undefined;
  },

  'gives-undefined': () => undefined,
  'gives-null': () => null,
  'gives-object': () => ({ ...person, ok: true, json: async () => person }),
  'gives-string': () => JSON.stringify(person),
  'gives-number': () => 200,
  'gives-thenable': () => ({ then: (resolve) => resolve(json(person)) }),
  'gives-bad-thenable': () => ({
    get then() {
      throw new Error('trap');
    },
  }),
  'gives-error-response': () => Response.error(),

  // Answers of other kinds than this page's own.
  'gives-response-of-iframe': () => inIframe(({ Response }) => new Response(JSON.stringify(person))),
  'gives-promise-of-iframe': () => inIframe(({ Promise, Response }) => Promise.resolve(new Response(JSON.stringify(person)))),
  'gives-own-response-with-chunks-of-iframe': () =>
    inIframe((other) => {
      const body = other.Uint8Array.from(bytes(JSON.stringify(person)));
      return { status: 200, headers: new Map(), body: stream(body) };
    }),
  'gives-text-alone': () => ({ status: 200, headers: new Map(), text: async () => JSON.stringify(person) }),
  'gives-text-at-once': () => ({ status: 200, text: () => JSON.stringify(person) }),
  'gives-json-alone': () => ({ status: 200, headers: { get: () => null }, json: async () => person }),
  'gives-buffer-alone': () => ({ status: 200, headers: {}, arrayBuffer: async () => bytes(JSON.stringify(person)).buffer }),
  'gives-buffer-of-iframe': () =>
    inIframe((other) => ({ status: 200, arrayBuffer: () => other.Uint8Array.from(bytes(JSON.stringify(person))).buffer })),
  'gives-text-for-body': () => ({ status: 200, body: JSON.stringify(person) }),
  'gives-object-for-body': () => ({ status: 200, body: person }),
  'gives-headers-that-throw': () => ({
    status: 200,
    headers: {
      get() {
        throw new Error('mine');
      },
    },
    text: async () => JSON.stringify(person),
  }),
  'gives-plain-headers': () => ({ status: 429, headers: { 'retry-after': '60' }, text: async () => '' }),
  'gives-map-of-headers': () => ({ status: 429, headers: new Map([['retry-after', '60']]), text: async () => '' }),

  'too-much-text': () => ({ status: 200, text: async () => padded((1 << 20) + 1) }),
  'too-much-json': () => ({ status: 200, json: async () => ({ ...person, name: 'a'.repeat(1 << 20) }) }),
  'too-many-bytes': () => ({ status: 200, arrayBuffer: async () => new ArrayBuffer((1 << 20) + 1) }),
  'json-in-a-circle': () => {
    const body = { ...person };
    body.body = body;
    return { status: 200, json: async () => body };
  },
  'no-body-of-any-kind': () => ({ status: 200 }),
  'text-that-is-none': () => ({ status: 200, text: async () => undefined }),
  'reader-without-end': () => ({ status: 200, body: { getReader: () => ({ read: async () => ({ done: false }) }) } }),
  'text-that-rejects': () => ({ status: 200, text: () => Promise.reject(new Error('connection closed')) }),
  'text-that-throws': () => ({
    status: 200,
    text() {
      throw new Error('connection closed');
    },
  }),
  'body-used': () => ({ status: 200, bodyUsed: true, text: async () => '' }),

  html: () => text('<!doctype html><title>Sign in</title>', { headers: { 'content-type': 'text/html' } }),
  truncated: () => text(JSON.stringify(person).slice(0, 40)),
  empty: () => text(''),
  'no-content': () => text(null, { status: 204 }),
  blank: () => text(' \r\n\t '),
  'byte-order-mark': () => text(`\ufeff${JSON.stringify(person)}`),
  'split-character': () => {
    const body = bytes(JSON.stringify({ ...person, name: 'Élan' }));
    const cut = body.indexOf(0xc3) + 1; // in the middle of the É
    return text(stream(body.slice(0, cut), body.slice(cut)));
  },
  'stream-of-texts': () => text(stream(JSON.stringify(person))),
  'just-fits': () => text(padded(1 << 20)),
  'one-byte-too-many': () => text(padded((1 << 20) + 1)),
  endless: (init, record) =>
    text(
      new ReadableStream({
        pull: (controller) => controller.enqueue(new Uint8Array(1 << 16)),
        cancel: () => record.cancelled(),
      }),
    ),
  'breaks-off': () =>
    text(
      new ReadableStream({
        start: (controller) => controller.enqueue(bytes('{"isWhatsApp":')),
        pull: () => Promise.reject(new Error('connection closed')),
      }),
    ),
  deep: () => text('['.repeat(500_000) + ']'.repeat(500_000)),
  'deep-objects': () => text('{"a":'.repeat(150_000) + '1' + '}'.repeat(150_000)),
  'deep-and-truncated': () => text('['.repeat(1_000_000)),
  'body-already-read': async () => {
    const response = json(person);
    await response.text();
    return response;
  },
  'body-locked': () => {
    const response = json(person);
    response.body.getReader();
    return response;
  },
};

const records = new WeakMap();

/** A fetch function that behaves as named, and remembers how it was called. */
export function fetcher(name) {
  const behaviour = behaviours[name];
  if (!behaviour) throw new Error(`no fetcher is called ${name}`);
  const record = { calls: [], times: [], aborts: 0, onabort: undefined };
  record.gate = new Promise((resolve) => (record.open = resolve));
  record.whenCancelled = new Promise((resolve) => (record.cancelled = resolve));
  const fetch = (url, init) => {
    record.calls.push({ url, init });
    record.times.push(performance.now());
    init.signal.addEventListener('abort', () => {
      record.aborts++;
      record.onabort?.();
    });
    return behaviour(init, record);
  };
  records.set(fetch, record);
  return fetch;
}

export const calls = (fetcher) => records.get(fetcher).calls.length;
export const aborts = (fetcher) => records.get(fetcher).aborts;
export const open_gate = (fetcher) => records.get(fetcher).open();
export const when_cancelled = (fetcher) => records.get(fetcher).whenCancelled;
export const on_abort = (fetcher, callback) => {
  records.get(fetcher).onabort = callback;
};
/** Milliseconds between the first two calls. */
export const pause = (fetcher) => {
  const [first, second] = records.get(fetcher).times;
  return second - first;
};
export const sent = (fetcher, name) => {
  const { url, init } = records.get(fetcher).calls.at(-1);
  if (name === 'url') return url;
  return name in init ? `${init[name]}` : (new Headers(init.headers).get(name) ?? undefined);
};

/** Resolves after everything that was due before: promises, and tasks that were posted earlier. */
export function turn() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    port2.postMessage(null);
  });
}

const fetcherIds = new WeakMap();
let fetchers = 0;
/** Tells fetch functions apart, as the shell does. */
export function fetcher_id(fetch) {
  if (!fetcherIds.has(fetch)) fetcherIds.set(fetch, (fetchers += 1));
  return fetcherIds.get(fetch);
}

/** The element's side of a card. `answer` is what the page says to a lookup that is due. */
export function card_host(answer) {
  const waiting = [];
  const host = {
    reports: [],
    requests: 0,
    allowLookup() {
      host.requests++;
      if (answer === 'throws') throw new Error('a listener of the page');
      return typeof answer === 'function' ? answer() : answer;
    },
    report(report) {
      host.reports.push(report);
      for (const { wanted, resolve } of waiting) if (is(report, wanted)) resolve(report);
      host.onreport?.(report);
    },
    when(wanted) {
      const last = host.reports.at(-1);
      if (last && is(last, wanted)) return Promise.resolve(last);
      return new Promise((resolve) => waiting.push({ wanted, resolve }));
    },
  };
  return host;
}
const is = ({ state, pictureState }, wanted) => state === wanted || pictureState === wanted;

/** Resolves with the report of that state or picture state. */
export const when = (host, wanted) => host.when(wanted);
/** The states that were reported, in their order. */
export const reports = (host) => host.reports.map(({ state }) => state).join(' ');
export const all_reports = (host) => host.reports;
/** How often the page was asked about a lookup. */
export const requests = (host) => host.requests;
export const on_report = (host, callback) => {
  host.onreport = callback;
};

/** Whether a promise has neither resolved nor rejected. */
export async function is_pending(promise) {
  const pending = {};
  const first = Promise.race([promise, Promise.resolve(pending)]);
  return (await first.catch(() => undefined)) === pending;
}

/** The shell's requests that are on their way: one, by this fetch function, and what was asked of them. */
export function prefetch(url, fetcher) {
  const controller = new AbortController();
  const response = Promise.resolve(fetcher(url, { signal: controller.signal }));
  response.catch(() => {}); // handled by whoever takes it
  const made = {
    taken: [],
    request: { response, controller },
    take(wanted, headers, fetch) {
      made.taken.push({ url: wanted, headers, fetch });
      if (wanted !== url) return undefined;
      const { request } = made;
      made.request = undefined;
      return request;
    },
  };
  return made;
}
/** How often a request was asked for. */
export const takes = (prefetch) => prefetch.taken.length;
/** What was asked for last. */
export const last_taken = (prefetch) => prefetch.taken.at(-1);

/** A shadow tree for an element, as `<phone-profile>` has one. */
export const shadow_of = (element) => element.attachShadow({ mode: 'open' });

/** An element that counts the listeners which it has. */
export function counting() {
  const element = document.createElement('div');
  let count = 0;
  for (const [name, by] of [['addEventListener', 1], ['removeEventListener', -1]]) {
    const original = element[name];
    element[name] = function (...args) {
      count += by;
      return original.apply(this, args);
    };
  }
  Object.defineProperty(element, 'listeners', { get: () => count });
  return element;
}

/** Values that are no JSON, or fight back. */
export function value(name) {
  switch (name) {
    case 'undefined':
      return undefined;
    case 'bigint':
      return 13105550123n;
    case 'huge-bigint':
      return 2n ** 80n;
    case 'symbol':
      return Symbol('name');
    case 'function':
      return () => person;
    case 'date':
      return new Date(0);
    case 'map':
      return new Map([['isWhatsApp', true]]);
    case 'nan':
      return NaN;
    case 'lone-surrogate':
      return 'a\ud800b';
    case 'boxed':
      return { text: new String('text'), number: new Number(1) };
    case 'mixed':
      return {
        ...person,
        name: undefined,
        isBusiness: 1n,
        isVerified: Symbol('yes'),
        business: () => {},
        [Symbol('hidden')]: 'key',
        quota: new Map([['limit', 5]]),
      };
    case 'sparse':
      return [1, , 3];
    case 'long-list':
      return Array.from({ length: 100_000 }, (_, at) => at);
    case 'wide-object':
      return Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`key${at}`, at]));
    case 'cyclic': {
      const made = { ...person };
      made.self = made;
      made.list = [made];
      return made;
    }
    case 'throwing-getter':
      return {
        ...person,
        get name() {
          throw new Error('trap');
        },
      };
    case 'proxy':
      return new Proxy(person, {});
    case 'proxy-of-list':
      return new Proxy([1, 2], {});
    case 'proxy-throwing-get':
      return new Proxy(person, {
        get() {
          throw new Error('trap');
        },
      });
    default:
      throw new Error(`no value is called ${name}`);
  }
}
