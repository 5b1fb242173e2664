// Sets a card's options on its element.

import type { MountOptions, PhoneProfileElement } from '../entries/index.js';

/** Sets those options that are properties of the element. */
export function setProperties(element: PhoneProfileElement, options: MountOptions): void {
  // By the element's own class: this copy of the kit may not be the one that has registered it.
  const { properties } = element.constructor as typeof PhoneProfileElement;
  for (const name of properties) {
    if (name in options) Object.assign(element, { [name]: options[name as keyof MountOptions] });
  }
}
