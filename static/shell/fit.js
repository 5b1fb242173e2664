// Whether a page has set something that can't be used. What is wrong with it, options.js says: it is fetched only then.

/** The types that an option can have. */
const TYPES = new Map();
for (const [type, names] of Object.entries({
  string: 'number endpoint region purpose cache variant picture expectedName lang integrity wasmUrl',
  number: 'maxAgeMs timeoutMs headingLevel concurrency',
  boolean: 'mask bulk',
  function: 'fetch headers',
  object: 'signal endpoint headers strings module wasmUrl',
})) {
  for (const name of names.split(' ')) TYPES.set(name, `${TYPES.get(name)} ${type}`);
}

const fits = ([name, value]) =>
  value == null ||
  (TYPES.get(name)?.includes(typeof value) &&
    !(value < 0) &&
    (name !== 'cache' || /^(default|reload|no-store|only-if-cached)$/.test(value)));

/** Attributes with the properties that read them: for a value that is none, the property has the default. */
const isOdd = (element, name) => {
  const value = element.getAttribute(name);
  return value !== null && value !== element[name];
};

const explain = () => import('./options.js');

export function check(options) {
  if (!Object.entries(options).every(fits)) explain().then((said) => said.check(options));
}

export function checkAttributes(element) {
  const level = element.getAttribute('heading-level');
  if (
    ['variant', 'theme', 'loading', 'picture'].some((name) => isOdd(element, name)) ||
    !(element.getAttribute('max-age') >= 0) ||
    (level !== null && !/^[2-6]$/.test(level))
  ) {
    explain().then((said) => said.checkAttributes(element));
  }
}
