import type { PhoneProfileElement } from '../element/element.js';
export declare function warnAboutOptions(options: object): void;
/** An attribute with an unknown value counts as left out: the property has the default then. */
export declare function warnAboutAttributes(element: PhoneProfileElement): void;
