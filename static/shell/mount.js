// mount(): a card in a place of the page's choosing, and the handle that changes and removes it.

import { define } from './define-element.js';
import { PhoneProfileElement } from './element.js';

export function mount(target, options = {}) {
  const place = typeof target === 'string' ? document.querySelector(target) : target;
  if (!place?.appendChild) throw new TypeError(`phone-profile: mount() found no element for ${target}`);
  define();
  const element = document.createElement('phone-profile');
  const update = (changes) => {
    for (const [name, value] of Object.entries(changes)) {
      if (PhoneProfileElement.properties.includes(name)) element[name] = value;
      else console.warn(`phone-profile: mount() does not know the option "${name}"`);
    }
  };
  update({ loading: 'eager', ...options });
  place.appendChild(element);
  return {
    element,
    get ready() {
      return element.ready;
    },
    update,
    refresh: () => element.refresh(),
    unmount: () => element.remove(),
  };
}
