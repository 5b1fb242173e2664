// What configure() has set, for every element and every call on the page.

import type { ConfigureOptions } from './types/options.js';

export const config: ConfigureOptions = {};

/** Called when cards can do more or other than before: after `configure()`, and as the runtime and its wasm arrive. */
export const changeListeners = new Set<() => void>();

export function tellCards(): void {
  for (const listener of changeListeners) listener();
}

/** Sets defaults for every card and every lookup on the page; cards that are there follow. */
export function configure(options: ConfigureOptions): void {
  Object.assign(config, options);
  tellCards();
}
