// What configure() has set, for every element and every call on the page, whichever copy of the kit they come from.

import type { ConfigureOptions, InitOptions } from './types/options.js';

/** Of all copies on the page, of any version: cards are drawn by the first, and a page may configure any. */
const KEY = Symbol.for('phone-profile');
const page = globalThis as { [KEY]?: [ConfigureOptions, Set<() => void>] };

/** The second is called when cards can do more or other than before: after `configure()`, and as the runtime and its wasm arrive. */
export const [config, changeListeners] = (page[KEY] ??= [{}, new Set()]);

/** Where this copy's wasm comes from: that of another version belongs to another copy. */
export const place: InitOptions = {};

export function tellCards(): void {
  for (const listener of changeListeners) listener();
}

/** Sets defaults for every card and every lookup on the page; cards that are there follow. */
export function configure(options: ConfigureOptions): void {
  Object.assign(config, options);
  Object.assign(place, options);
  tellCards();
}
