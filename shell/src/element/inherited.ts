// Attributes that a card takes from what is around it.

import { shadowHost } from './shadow-host.js';

/** The nearest value of an attribute, from the element outwards, through shadow roots. */
export function inherited(element: Element, name: string): string | undefined {
  for (let at: Element | undefined = element; at; at = shadowHost(at)) {
    const value = at.closest(`[${name}]`)?.getAttribute(name);
    if (value) return value;
  }
  return undefined;
}
