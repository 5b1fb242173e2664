import { LookupError } from '../errors.js';
import type { PhoneProfileEventMap } from '../types/events.js';
import type { CardState, Profile } from '../types/profile.js';
import type { Strings } from '../types/strings.js';
import { AttributesElement } from './attributes.js';
/** A profile card for a phone number: picture, name and business badge, as far as the person has made them public. */
export declare class PhoneProfileElement extends AttributesElement {
    #private;
    /** The version of this copy of the kit. */
    static readonly version: string;
    /** The attributes that the element reacts to. */
    static readonly observedAttributes: readonly string[];
    /** The names of all properties that a page can set. */
    static readonly properties: readonly string[];
    /** Where the card is, also as the attribute `state` and as `:state(…)`. */
    get state(): CardState;
    /** Why there is no answer, in the state `error`. */
    get error(): LookupError | null;
    /** Settles with the first answer to the present number, whatever it is; never rejects. */
    get ready(): Promise<void>;
    /** The answer that the card shows; set it to show one that you have, without a request. */
    get profile(): Profile | null;
    set profile(answer: Profile | object | null | undefined);
    /** Replaces the browser's `fetch` for this card. */
    get fetcher(): typeof fetch | null;
    set fetcher(fetcher: typeof fetch | null | undefined);
    /** This card's own texts; those that it leaves out are `configure()`'s, then English. */
    get strings(): Partial<Strings> | null;
    set strings(strings: Partial<Strings> | null | undefined);
    /** Looks up again, past the cache; rejects with a `LookupError`. */
    refresh(): Promise<Profile>;
    /** Stops the lookup that is under way; the card then has the error `aborted`. */
    abort(): void;
}
/** Events of the card by name, beside those of every element. */
export interface PhoneProfileElement {
    addEventListener<K extends keyof PhoneProfileEventMap>(type: K, listener: (this: PhoneProfileElement, event: PhoneProfileEventMap[K]) => unknown, options?: boolean | AddEventListenerOptions): void;
    addEventListener<K extends keyof HTMLElementEventMap>(type: K, listener: (this: PhoneProfileElement, event: HTMLElementEventMap[K]) => unknown, options?: boolean | AddEventListenerOptions): void;
    addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
    removeEventListener<K extends keyof PhoneProfileEventMap>(type: K, listener: (this: PhoneProfileElement, event: PhoneProfileEventMap[K]) => unknown, options?: boolean | EventListenerOptions): void;
    removeEventListener<K extends keyof HTMLElementEventMap>(type: K, listener: (this: PhoneProfileElement, event: HTMLElementEventMap[K]) => unknown, options?: boolean | EventListenerOptions): void;
    removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}
declare global {
    interface HTMLElementTagNameMap {
        'phone-profile': PhoneProfileElement;
    }
    interface GlobalEventHandlersEventMap extends PhoneProfileEventMap {
    }
}
