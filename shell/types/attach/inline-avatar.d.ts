import type { PhoneProfileElement } from '../entries/index.js';
import type { MountOptions } from '../types/options.js';
export declare function avatarBeside(anchor: Element, options: MountOptions): PhoneProfileElement;
