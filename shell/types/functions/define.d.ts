import { PhoneProfileElement } from '../element/element.js';
/**
 * Registers the element, by default as `<phone-profile>`. Calling it again is harmless, also from
 * another copy of the kit; where the versions differ, a warning in the console names both.
 *
 * @returns the class that is registered under that name.
 */
export declare function define(tag?: string, registry?: CustomElementRegistry | undefined): typeof PhoneProfileElement;
