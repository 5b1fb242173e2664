// A value on its way into Rust, as one text of tokens: src/boundary/plain.rs says how they are read. Whatever a page
// or an endpoint gives, the walk ends, and nothing is thrown: what is no plain data is null.

const DEPTH = 8; // containers within containers
const ENTRIES = 256; // of each list or object
const VALUES = 4096; // in all; lists of lists of lists would keep the page busy for minutes
const LENGTH = 4096; // of a text, in UTF-16 units
const LARGEST = 1e15; // beyond it whole numbers aren't exact

export function plain(value) {
  const tokens = [];
  let left = VALUES;
  const text = (kind, content) => tokens.push(kind + (content.length > LENGTH ? content.slice(0, LENGTH) : content));
  const walk = (value, depth) => {
    const type = left-- > 0 && typeof value;
    if (type === 'string') return text('"', value);
    if (type === 'boolean') return tokens.push(value ? 't' : 'f');
    if (type === 'number') return tokens.push(`#${Math.trunc(Math.min(Math.max(value || 0, -1), LARGEST))}`);
    if (type !== 'object' || !value || !depth) return tokens.push('n');
    if (Array.isArray(value)) {
      tokens.push('[');
      for (let at = 0; at < Math.min(value.length, ENTRIES); at += 1) walk(read(value, at), depth - 1);
      return tokens.push(']');
    }
    tokens.push('{');
    for (const name of names(value)) {
      const member = read(value, name);
      if (member === undefined) continue;
      text(':', name);
      walk(member, depth - 1);
    }
    return tokens.push('}');
  };
  walk(value, DEPTH);
  // A NUL of the value's own would end a token.
  return tokens.map((token) => (token.includes('\0') ? token.replaceAll('\0', '') : token)).join('\0');
}

/** A getter or a proxy of the page may throw: that field is then missing. */
function read(value, name) {
  try {
    return value[name];
  } catch {
    return undefined;
  }
}

function names(value) {
  try {
    return Object.keys(value).slice(0, ENTRIES);
  } catch {
    return [];
  }
}
