// define(): registers the element. Calling it again, or from a second copy of the kit, is harmless.

import { PhoneProfileElement } from './element.js';

export function define(tag = 'phone-profile', registry = globalThis.customElements) {
  if (!registry) return PhoneProfileElement; // on a server
  const existing = registry.get(tag);
  if (existing) {
    if (existing.version !== PhoneProfileElement.version) {
      console.warn(
        `phone-profile: <${tag}> is already registered by version ${existing.version}; version ${PhoneProfileElement.version} is not used`,
      );
    }
    return existing;
  }
  // One class can be registered only once per registry: further names get a class of their own.
  const element = registry.getName?.(PhoneProfileElement) ? class extends PhoneProfileElement {} : PhoneProfileElement;
  try {
    registry.define(tag, element);
    return element;
  } catch (error) {
    if (error.name !== 'NotSupportedError') throw error;
    const another = class extends PhoneProfileElement {};
    registry.define(tag, another);
    return another;
  }
}
