// mount(): a card in a place of the page's choosing, and the handle that changes and removes it.

import { PhoneProfileElement } from '../element/element.js';
import type { CardHandle, MountOptions } from '../types/options.js';
import { define, noCustomElements } from './define.js';

/**
 * Appends a card to an element, or to the first one that a selector finds.
 *
 * @throws TypeError where there is no such element.
 */
export function mount(target: Element | string, options: MountOptions = {}): CardHandle {
  const place = typeof target === 'string' ? document.querySelector(target) : target;
  if (!place?.appendChild) throw new TypeError(`phone-profile: mount() found no element for ${target}`);
  define();
  const element = document.createElement('phone-profile');
  const update = (changes: Partial<MountOptions>): void => {
    for (const [name, value] of Object.entries(changes)) {
      if (PhoneProfileElement.properties.includes(name)) Object.assign(element, { [name]: value });
      else console.warn(`phone-profile: mount() does not know the option "${name}"`);
    }
  };
  update({ loading: 'eager', ...options });
  const failed = 'refresh' in element ? undefined : Promise.reject(noCustomElements());
  failed?.catch(() => {}); // define() has said so
  if (!failed) place.appendChild(element);
  return {
    element,
    get ready() {
      return failed ?? element.ready;
    },
    update,
    refresh: () => failed ?? element.refresh(),
    unmount: () => element.remove(),
  };
}
