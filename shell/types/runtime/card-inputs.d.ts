import type { CardInputs } from '../border.js';
import type { PhoneProfileElement } from '../element/element.js';
import type { ConfigureOptions } from '../types/options.js';
/** `given` is the answer that the page has: then there is nothing to look up. */
export declare function cardInputs(element: PhoneProfileElement, given: object | null, config: ConfigureOptions): CardInputs;
/** configure()'s options, with what the element says in place of some. */
export declare function cardOptions(element: PhoneProfileElement, config: ConfigureOptions): Record<string, unknown>;
