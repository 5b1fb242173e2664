import type { MountOptions } from '../types/options.js';
export interface OpenPopover {
    readonly anchor: Element;
    readonly element: HTMLElement;
    /** Whether it goes when the pointer leaves. */
    readonly isByHover: boolean;
    /** Gives it the keyboard's focus. */
    enter(): void;
    close(): void;
}
/** Opens a card for `anchor`. With `takesFocus` it gets the keyboard's focus. `closed` is called once. */
export declare function openPopover(anchor: Element, options: MountOptions, takesFocus: boolean, closed: () => void): OpenPopover;
