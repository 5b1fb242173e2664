// The page's side of the tests: fetch functions, hooks and values as dashboards may write them.

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
/** JSON of exactly that many bytes. */
const padded = (length) => {
  const body = JSON.stringify(person);
  return `${body.slice(0, -1)}${' '.repeat(length - body.length)}}`;
};

/** What a fetch function does, by name. `record` is shared by its calls. */
const behaviours = {
  answers: () => json(person),
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

/** The element's side of a card. `answer` is what its `request` says. */
export function hooks(answer = true) {
  const waiting = [];
  const made = {
    reports: [],
    requests: 0,
    request() {
      made.requests++;
      if (answer === 'throws') throw new Error('a listener of the page');
      return answer;
    },
    refreshes: [],
    profile: null,
    changed(state, picture, profileText, errorText, status, id, durationMs) {
      if (profileText !== '=') made.profile = profileText ? JSON.parse(profileText) : null;
      const error = errorText ? JSON.parse(errorText) : null;
      const report = { state, picture, profile: made.profile, error, status, id, durationMs };
      made.reports.push(report);
      made.onchanged?.(report);
      for (const { wanted, resolve } of waiting) if (wanted === state || wanted === picture) resolve(report);
    },
    refreshed(error) {
      made.refreshes.push(error ? JSON.parse(error).code : (made.profile?.name ?? 'no profile'));
    },
    when(wanted) {
      const last = made.reports.at(-1);
      if (last?.state === wanted || last?.picture === wanted) return Promise.resolve(last);
      return new Promise((resolve) => waiting.push({ wanted, resolve }));
    },
  };
  return made;
}
/** Resolves with the report of that state or picture state. */
export const when = (hooks, wanted) => hooks.when(wanted);
export const reports = (hooks) => hooks.reports.map(({ state }) => state).join(' ');
export const requests = (hooks) => hooks.requests;
/** How each refresh ended: the profile's name, or the error's code. */
export const refreshes = (hooks) => hooks.refreshes.join(' ');
export const on_changed = (hooks, callback) => {
  hooks.onchanged = callback;
};

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
    case 'no-prototype':
      return Object.assign(Object.create(null), { endpoint: Object.create(null), maxAgeMs: 5 });
    case 'throwing-to-string':
      return {
        endpoint: {
          toString() {
            throw new Error('trap');
          },
        },
      };
    case 'options':
      return { endpoint: new URL('https://dash.example/lookup'), region: '', maxAgeMs: -1, timeoutMs: NaN, purpose: null, mask: 'x', n: 5 };
    default:
      throw new Error(`no value is called ${name}`);
  }
}

/** Calls a function and says what it threw, if it did. */
export function thrown_by(callback) {
  try {
    callback();
    return undefined;
  } catch (error) {
    return `${error}`;
  }
}
