// The headers that a page sets for its requests. Browsers take a list of pairs, an iterable such as a Headers object of
// whatever realm, and a plain object. Of a polyfill's Headers that has nothing but forEach() they would send the object's
// own members.

/** An object, or a function that gives one, in a form that `fetch` takes. What it can't take stays as it is: it says so. */
export function readHeaders(given: unknown): unknown {
  if (typeof given !== 'function' && !isWalkedOnly(given)) return given;
  let read = readers.get(given);
  if (!read) {
    // Read for each request: a page may change them.
    read = typeof given === 'function' ? async () => pairs(await given()) : () => pairs(given);
    readers.set(given, read);
  }
  return read;
}

/** One function for each, since requests are told apart by it. */
const readers = new WeakMap<object, () => unknown>();

interface WalkedOnly {
  forEach(call: (value: unknown, name: unknown) => void): void;
}

function isWalkedOnly(given: unknown): given is WalkedOnly {
  if (typeof given !== 'object' || !given || Symbol.iterator in given) return false;
  return typeof (given as Partial<WalkedOnly>).forEach === 'function';
}

function pairs(given: unknown): unknown {
  if (!isWalkedOnly(given)) return given;
  const found: [string, string][] = [];
  given.forEach((value, name) => found.push([`${name}`, `${value}`]));
  return found;
}
