// Warns in the console, once each, about what a page has set that can't be used. Nothing else stops for it.

import type { PhoneProfileElement } from '../element/element.js';

const isText = (value: unknown): boolean => typeof value === 'string';
const isObject = (value: unknown): boolean => typeof value === 'object';
const isFunction = (value: unknown): boolean => typeof value === 'function';
/** A text or an object that has one: the URL of an iframe is none of this page's class. */
const isUrl = (value: unknown): boolean => isText(value) || (isObject(value) && 'href' in (value as object));
const isDuration = (value: unknown): boolean => typeof value === 'number' && value >= 0;

const CACHE_MODES = ['default', 'reload', 'no-store', 'only-if-cached'];

/** By what it can do: it may be of an iframe, or a polyfill's. */
export function isSignal(value: unknown): value is AbortSignal {
  return typeof (value as AbortSignal | null | undefined)?.addEventListener === 'function';
}

/** What an option has to be, in words and as a test. */
const RULES = new Map<string, [wanted: string, fits: (value: unknown) => boolean]>([
  ['endpoint', ['a URL', isUrl]],
  ['region', ['an ISO country code, such as "US"', isText]],
  ['purpose', ['a text', isText]],
  ['signal', ['an AbortSignal', isSignal]],
  ['timeoutMs', ['a number of milliseconds', isDuration]],
  ['maxAgeMs', ['a number of milliseconds', isDuration]],
  ['cache', [CACHE_MODES.map((mode) => `"${mode}"`).join(', '), (value) => CACHE_MODES.some((mode) => mode === value)]],
  ['headers', ['an object, or a function that gives one', (value) => isObject(value) || isFunction(value)]],
  ['fetch', ["a function that answers as fetch() does (an element's is its fetcher)", isFunction]],
  ['strings', ['an object of texts', isObject]],
  ['expectedName', ['a text', isText]],
]);

/** Options that others check. */
const OTHERS = ['bulk', 'concurrency', 'integrity', 'module', 'wasmUrl'];

export function warnAboutOptions(options: object): void {
  for (const [name, value] of Object.entries(options)) {
    const rule = RULES.get(name);
    if (!rule && !OTHERS.includes(name)) warn(`there is no option "${name}"`);
    else if (rule && value != null && !rule[1](value)) warn(`${name} has to be ${rule[0]}`);
  }
}

/** An attribute with an unknown value counts as left out: the property has the default then. */
export function warnAboutAttributes(element: PhoneProfileElement): void {
  for (const [name, choices] of [
    ['variant', 'card, compact, avatar'],
    ['theme', 'auto, light, dark'],
    ['loading', 'lazy, eager'],
    ['picture', 'show, hide'],
    ['announce', 'auto, always, off'],
  ] as const) {
    const value = element.getAttribute(name);
    if (value !== null && value !== element[name]) warn(`${name}="${value}" is not known: it can be ${choices}`);
  }
  const maxAge = element.getAttribute('max-age');
  if (maxAge !== null && !(Number(maxAge) >= 0)) warn('max-age has to be a number of seconds');
  const level = element.getAttribute('heading-level');
  if (level !== null && level !== 'none' && !(Number(level) >= 2 && Number(level) <= 6)) warn('heading-level has to be a number from 2 to 6, or none');
}

const warned = new Set<string>();

function warn(text: string): void {
  if (warned.has(text)) return;
  warned.add(text);
  console.warn(`phone-profile: ${text}`);
}
