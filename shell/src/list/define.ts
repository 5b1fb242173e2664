// defineList(): registers the list, and the card that its rows are drawn with.

import { define } from '../entries/index.js';
import { PhoneProfileListElement } from './list.js';

const NAME = 'phone-profile-list';

/**
 * Registers `<phone-profile-list>`, and `<phone-profile>` with it. Calling it again is harmless, also from another copy of
 * the kit: the first draws the lists.
 *
 * @returns the class that is registered.
 */
export function defineList(): typeof PhoneProfileListElement {
  define();
  const registry: CustomElementRegistry | undefined = globalThis.customElements;
  const existing = registry?.get(NAME) as typeof PhoneProfileListElement | undefined;
  if (!existing) registry?.define(NAME, PhoneProfileListElement);
  return existing ?? PhoneProfileListElement;
}
