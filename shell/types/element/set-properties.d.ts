import type { MountOptions } from '../types/options.js';
import type { PhoneProfileElement } from './element.js';
/** Sets those options that are properties of the element. */
export declare function setProperties(element: PhoneProfileElement, options: MountOptions): void;
