// define(): registers the element.

import { PhoneProfileElement } from '../element/element.js';
import { version } from '../version.js';

const NAME = 'phone-profile';
let hasWarned = false;

/**
 * Registers the element, by default as `<phone-profile>`. Calling it again is harmless, also from
 * another copy of the kit: the first draws the cards, and `configure()` of any reaches them. Where the
 * versions differ, a warning in the console names both. Where a page has no custom elements, an error in
 * the console says so, and nothing is registered.
 *
 * @returns the class that is registered under that name.
 */
export function define(
  tag: string = NAME,
  registry: CustomElementRegistry | undefined = globalThis.customElements,
): typeof PhoneProfileElement {
  if (!registry) {
    // Not on a server.
    if (globalThis.document && !hasWarned) {
      hasWarned = true;
      console.error(noCustomElements());
    }
    return PhoneProfileElement;
  }
  const existing = registry.get(tag) as typeof PhoneProfileElement | undefined;
  if (existing) {
    if (existing.version !== version && !hasWarned) {
      hasWarned = true;
      console.warn(`phone-profile: <${tag}> is of version ${existing.version}, the first; version ${version} draws no cards`);
    }
    return existing;
  }
  // A class can have one name only: further names get a class of their own.
  const element = tag === NAME ? PhoneProfileElement : class extends PhoneProfileElement {};
  registry.define(tag, element);
  return element;
}

/** Why a page can have no cards, and what it can do. */
export function noCustomElements(): Error {
  return new Error(
    'phone-profile: no custom elements here, as in content scripts. Use world "MAIN" or the iframe; lookup() works.',
  );
}
