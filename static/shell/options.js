// What a page has set that can't be used is said in the console, once: nothing else stops for it. Fetched where fit.js
// has found something.

const isText = (value) => typeof value === 'string';
const isObject = (value) => typeof value === 'object';
const isFunction = (value) => typeof value === 'function';
const isDuration = (value) => value >= 0 && typeof value === 'number';
const CACHES = ['default', 'reload', 'no-store', 'only-if-cached'];

const RULES = {
  endpoint: ['a URL', (value) => isText(value) || value instanceof URL],
  region: ['an ISO country code, such as "US"', isText],
  purpose: ['a text', isText],
  signal: ['an AbortSignal', (value) => value instanceof AbortSignal],
  timeoutMs: ['a number of milliseconds', isDuration],
  maxAgeMs: ['a number of milliseconds', isDuration],
  cache: [CACHES.map((name) => `"${name}"`).join(', '), (value) => CACHES.includes(value)],
  headers: ['an object, or a function that gives one', (value) => isObject(value) || isFunction(value)],
  fetch: ["a function that answers as fetch() does (an element's is its fetcher)", isFunction],
  strings: ['an object of texts', isObject],
};
/** What cards are given besides, and what others look at. */
const OTHERS = 'bulk concurrency expectedName headingLevel integrity lang mask module number picture variant wasmUrl'.split(' ');

/** Attributes that take one of a few words. */
const CHOICES = {
  variant: 'card, compact, avatar',
  theme: 'auto, light, dark',
  loading: 'lazy, eager',
  picture: 'show, hide',
};

const said = new Set();

export function check(options) {
  for (const [name, value] of Object.entries(options)) {
    const [wanted, fits] = Object.hasOwn(RULES, name) ? RULES[name] : [];
    if (!wanted && !OTHERS.includes(name)) say(`there is no option "${name}"`);
    else if (wanted && value != null && !fits(value)) say(`${name} has to be ${wanted}`);
  }
}

/** An attribute whose value is none of its own counts as left out: the property has the default then. */
export function checkAttributes(element) {
  for (const [name, choices] of Object.entries(CHOICES)) {
    const value = element.getAttribute(name);
    if (value !== null && value !== element[name]) say(`${name}="${value}" is not known: it can be ${choices}`);
  }
  const isWrong = (name, fits) => element.hasAttribute(name) && !fits(Number(element.getAttribute(name)));
  if (isWrong('max-age', (seconds) => seconds >= 0)) say('max-age has to be a number of seconds');
  if (isWrong('heading-level', (level) => level >= 2 && level <= 6)) say('heading-level has to be a number from 2 to 6');
}

function say(text) {
  if (said.has(text)) return;
  said.add(text);
  console.warn(`phone-profile: ${text}`);
}
