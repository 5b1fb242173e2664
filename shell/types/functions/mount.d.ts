import type { CardHandle, MountOptions } from '../types/options.js';
/**
 * Appends a card to an element, or to the first one that a selector finds.
 *
 * @throws TypeError where there is no such element.
 */
export declare function mount(target: Element | string, options?: MountOptions): CardHandle;
