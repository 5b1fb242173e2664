// Functions that most pages never call: their modules are fetched at the first call.

import { LookupError } from '../errors.js';
import type { AttachOptions, LookupOptions, LookupResult } from '../types/options.js';
import { lookup } from './lookup.js';
import { cardsAreDone } from './lookup-priority.js';

/**
 * Puts a face on every phone number that a page already shows, also on those that come later: their
 * card opens in a popover.
 *
 * @throws TypeError where `root` is no element and no document.
 */
export function attach(root: Element | Document = document, options?: AttachOptions): { detach(): void } {
  if (!root?.querySelectorAll) throw new TypeError(`phone-profile: attach() found no element for ${root}`);
  let attached: { detach(): void } | undefined;
  let isOver = false;
  void import('../entries/attach.js').then((module) => {
    if (!isOver) attached = module.attach(root, options);
  });
  return {
    detach() {
      isOver = true;
      attached?.detach();
    },
  };
}

/**
 * Looks many numbers up, some at a time (4, unless `concurrency` says otherwise), and gives each
 * answer as it comes. Numbers are taken from the iterable one by one. When the service answers 429,
 * all of them wait for as long as it asks. Cards that are looking up go first. Leaving the loop stops
 * what is under way; so does the `signal`, by an `aborted` error.
 *
 * Every number that isn't in the cache is one paid request.
 */
export async function* lookupMany(
  numbers: Iterable<string>,
  options?: LookupOptions & { concurrency?: number },
): AsyncGenerator<LookupResult, void, undefined> {
  const many = await import('../entries/many.js');
  yield* many.lookupMany(numbers, options, { lookup, LookupError, cardsAreDone });
}
