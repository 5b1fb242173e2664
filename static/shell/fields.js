// What a page has set on its way into Rust, as one text: the fields in this order, with NUL between them.
// src/boundary/fields.rs reads them. Types are taken leniently: a dashboard's mistake must not take its page down.

const ASK = ['number', 'endpoint', 'region', 'maxAgeMs', 'timeoutMs', 'purpose', 'fetch', 'bulk'];
const LOOKUP = [...ASK, 'cache'];
const CARD = [...ASK, 'variant', 'picture', 'mask', 'expectedName', 'headingLevel', 'lang'];
const NUMBERS = ['maxAgeMs', 'timeoutMs', 'headingLevel'];

/** Functions of the page that stand in for fetch, by numbers: two of them answer differently. */
const fetchers = new WeakMap();
let count = 0;

export const lookupFields = (options) => text(options, LOOKUP, []);

export const cardFields = (inputs) => text(inputs, CARD, strings(inputs.strings));

const text = (options, names, more) => {
  let joined = '';
  for (const name of names) joined += `${field(options, name)}\0`;
  return joined + more.join('\0');
};

function field(options, name) {
  let value;
  try {
    value = options[name];
    // Such as a URL: as JavaScript would print it.
    if (typeof value === 'object' && value) value = value.toString();
  } catch {} // a getter or toString() of the page's own: as if it weren't set
  if (name === 'mask' || name === 'bulk') return value ? '1' : '';
  switch (typeof value) {
    case 'string':
      return NUMBERS.includes(name) || name === 'fetch' ? '' : value.replaceAll('\0', '');
    case 'number':
      return NUMBERS.includes(name) && value >= 0 ? Math.trunc(Math.min(value, 1e15)) : '';
    case 'function':
      if (name !== 'fetch') return '';
      if (!fetchers.has(value)) fetchers.set(value, (count += 1));
      return fetchers.get(value);
    default:
      return '';
  }
}

function strings(given) {
  return typeof given === 'object' && given
    ? Object.entries(given).flatMap((entry) => (typeof entry[1] === 'string' ? entry.map((text) => text.replaceAll('\0', '')) : []))
    : [];
}
