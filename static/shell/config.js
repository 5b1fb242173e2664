// What configure() has set, for every element and every call on the page.

export const config = {};

/** Called after each change; elements that are on the page look at their inputs again. */
export const listeners = new Set();

export function configure(options) {
  Object.assign(config, options);
  for (const listener of listeners) listener();
}
