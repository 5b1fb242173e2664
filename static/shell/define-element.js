// define(): registers the element. Calling it again, or from a second copy of the kit, is harmless.

import { PhoneProfileElement } from './element.js';
import { version } from './version.js';

const NAME = 'phone-profile';
let told;

export function define(tag = NAME, registry = globalThis.customElements) {
  if (!registry) return PhoneProfileElement; // on a server
  const existing = registry.get(tag);
  if (existing) {
    if (existing.version !== version && !told) {
      told = true;
      console.warn(`phone-profile: <${tag}> is of version ${existing.version}; version ${version} is not used`);
    }
    return existing;
  }
  // A class can have one name only: further names get a class of their own.
  const element = tag === NAME ? PhoneProfileElement : class extends PhoneProfileElement {};
  registry.define(tag, element);
  return element;
}
