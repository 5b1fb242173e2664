// Copies a value that a page or its script gives into plain data for Rust. The copy ends whatever the value is, and
// nothing is thrown: what is no data is null.

export type PlainData = null | boolean | number | string | PlainData[] | { [name: string]: PlainData };

/** Objects and lists within each other. */
const DEPTH = 8;
/** Entries of each object or list. */
const ENTRIES = 256;
/** Values in all: without this limit, lists of lists of lists would keep the page busy for minutes. */
const VALUES = 4096;
/** Characters of each text. */
const LENGTH = 4096;

export function plainData(value: unknown): PlainData {
  let left = VALUES;

  const copy = (value: unknown, depth: number): PlainData => {
    left -= 1;
    if (left < 0) return null;
    if (typeof value === 'string') return value.slice(0, LENGTH);
    if (typeof value === 'boolean') return value;
    if (typeof value === 'number') return Number.isFinite(value) ? value : null;
    if (typeof value !== 'object' || !value || !depth) return null;
    try {
      return Array.isArray(value) ? copyList(value, depth - 1) : copyObject(value, depth - 1);
    } catch {
      return null; // a proxy of the page's own
    }
  };

  const copyList = (list: readonly unknown[], depth: number): PlainData[] => {
    const length = Math.min(list.length, ENTRIES);
    const copies: PlainData[] = [];
    // Not Array.from(): some old libraries replace it.
    for (let index = 0; index < length; index += 1) copies.push(copy(member(list, index), depth));
    return copies;
  };

  const copyObject = (object: object, depth: number): PlainData => {
    const entries: [string, PlainData][] = [];
    for (const name of Object.keys(object).slice(0, ENTRIES)) {
      const value = member(object, name);
      if (value !== undefined) entries.push([name.slice(0, LENGTH), copy(value, depth)]);
    }
    return Object.fromEntries(entries);
  };

  return copy(value, DEPTH);
}

/** A member; undefined where its getter throws. */
function member(value: object, name: string | number): unknown {
  try {
    return (value as Record<string | number, unknown>)[name];
  } catch {
    return undefined;
  }
}
