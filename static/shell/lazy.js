// Functions of which most pages use none: their modules are fetched at the first call.

import { LookupError } from './errors.js';
import { lookup } from './functions.js';
import { cardsAreDone } from './turns.js';

/** Puts a face on every phone number under `root`. */
export function attach(root = document, options) {
  if (!root?.querySelectorAll) throw new TypeError(`phone-profile: attach() found no element for ${root}`);
  let attached;
  let over = false;
  import('./attach.js').then((module) => over || (attached = module.attach(root, options)));
  return {
    detach() {
      over = true;
      attached?.detach();
    },
  };
}

/** Looks many numbers up, and gives each answer as it comes. */
export async function* lookupMany(numbers, options) {
  yield* (await import('./many.js')).lookupMany(numbers, options, { lookup, LookupError, cardsAreDone });
}
