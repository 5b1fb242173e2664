import type { CardHost } from '../border.js';
import type { PhoneProfileElement } from '../element/element.js';
import type { ConfigureOptions } from '../types/options.js';
import type { Profile } from '../types/profile.js';
export declare class MountedCard {
    #private;
    constructor(frame: HTMLElement, element: Element, host: CardHost);
    update(element: PhoneProfileElement, given: object | null, config: ConfigureOptions): void;
    /** Shows an answer that the page has. */
    show(profile: unknown): void;
    refresh(): Promise<Profile>;
    abort(): void;
    remove(): void;
}
