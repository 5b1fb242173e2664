import type { CardHost } from '../border.js';
import type { PhoneProfileElement } from '../element/element.js';
import type { ConfigureOptions } from '../types/options.js';
import type { Profile } from '../types/profile.js';
/** What the element gives to its card. */
export interface ElementHost extends CardHost {
    /** Rust has stopped after an internal error, and the card with it. */
    stop(cause: unknown): void;
}
export declare class MountedCard {
    #private;
    constructor(frame: HTMLElement, element: PhoneProfileElement, host: ElementHost, given: object | null, config: ConfigureOptions);
    /** The element's inputs may have changed. */
    update(given: object | null, config: ConfigureOptions): void;
    /** Shows an answer that the page has. */
    show(profile: unknown): void;
    refresh(): Promise<Profile>;
    abort(): void;
    remove(): void;
}
