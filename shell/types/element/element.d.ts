import { LookupError } from '../errors.js';
import type { PhoneProfileEventMap } from '../types/events.js';
import type { CardState, Profile } from '../types/profile.js';
import type { Strings } from '../types/strings.js';
import { AttributesElement } from './attributes.js';
/**
 * A profile card for a phone number: picture, name and business badge, as far as the person has made them public.
 *
 * @tag phone-profile
 * @summary A profile card for a phone number: picture, name and business badge, as far as the person has made them public.
 *
 * @attr {string} lang - Language of the times that are shown, as a BCP 47 tag. Default: the nearest `lang`, then the browser's.
 * @attr {'idle' | 'loading' | 'ready' | 'not-registered' | 'error'} state - Where the card is; set by the element itself.
 * @attr {'public' | 'private' | 'none' | 'unknown' | 'expired' | 'broken'} picture-state - What is known about the picture; set by the element itself.
 *
 * @fires {PhoneProfileEvent} phone-profile-request - Before any request; `preventDefault()` keeps it from being made.
 * @fires {PhoneProfileEvent} phone-profile-load - A lookup has given an answer, registered or not; it is on `event.target.profile`.
 * @fires {PhoneProfileEvent} phone-profile-error - A lookup has failed; `event.detail.code` says why.
 * @fires {PhoneProfileEvent} phone-profile-statechange - The state has changed.
 *
 * @slot - Shown until the element is upgraded, for example the number as plain text.
 * @slot avatar - In place of picture and initials.
 * @slot meta - Further facts about the contact, below those that were looked up.
 * @slot actions - Buttons and links below the facts.
 * @slot footer - At the end of the card.
 * @slot error - Below the message of an error, such as whom to ask.
 * @slot not-registered - Shown only for a number that is not registered.
 *
 * @csspart base - All of the card's content.
 * @csspart header - The row of picture, name, number and badges.
 * @csspart picture - The loaded picture, an `<img>`.
 * @csspart initials - Initials, or the figure in their place, under the picture.
 * @csspart name - The name, a heading.
 * @csspart about - The person's or shop's own line of text.
 * @csspart number - The number, with the button that shows a masked one.
 * @csspart badge - Each badge beside the name.
 * @csspart verified - The badge that says that a business is verified; it is a `badge` too.
 * @csspart status - Whether the number is registered.
 * @csspart match - How the public name compares with the expected one.
 * @csspart signals - The list of things to know, such as why there is no picture.
 * @csspart time - When the number was looked up, and where the answer came from.
 * @csspart actions - The row that holds the slot `actions`.
 * @csspart skeleton - What stands in for the header while nothing is known.
 * @csspart error - What went wrong, and what to do about it.
 * @csspart retry - The button that looks up again after an error.
 *
 * @cssprop {<color>} [--phone-profile-bg=light-dark(#fff, #161b22)] - Ground of the card.
 * @cssprop {<color>} [--phone-profile-fg=light-dark(#12161c, #e9edf2)] - Colour of the text.
 * @cssprop {<color>} [--phone-profile-muted=light-dark(#566070, #9da7b5)] - Colour of text that matters less.
 * @cssprop {<color>} [--phone-profile-border=light-dark(#dde1e7, #2b323c)] - Colour of borders and dividing lines.
 * @cssprop {<color>} [--phone-profile-accent=light-dark(#3249c8, #93a4ff)] - Colour of buttons and marks.
 * @cssprop {<color>} [--phone-profile-badge-bg=light-dark(#e8ebfb, #232b52)] - Ground of badges and of the initials.
 * @cssprop {<color>} [--phone-profile-badge-fg=var(--phone-profile-accent)] - Text of badges, and the initials.
 * @cssprop {<color>} [--phone-profile-danger=light-dark(#b3261e, #ff8f85)] - Colour of errors and of names that differ.
 * @cssprop {<color>} [--phone-profile-skeleton=light-dark(#e6e9ee, #262d37)] - Colour of the skeleton.
 * @cssprop {<color>} [--phone-profile-focus-ring=var(--phone-profile-accent)] - Colour of the outline of what has the focus.
 * @cssprop {<length>} [--phone-profile-gap=16px] - Space between the picture and the words.
 * @cssprop {<length>+} [--phone-profile-padding=20px] - Space between the border and what is inside.
 * @cssprop {<length-percentage>} [--phone-profile-radius=16px] - Radius of the card's corners.
 * @cssprop {<length>} [--phone-profile-avatar-size=72px] - Width and height of the picture.
 * @cssprop {*} [--phone-profile-font=system-ui, sans-serif] - Font families of all text.
 *
 * @cssstate idle - Nothing to look up, or not yet near the viewport.
 * @cssstate loading - A lookup is under way.
 * @cssstate ready - An answer for a registered number is shown.
 * @cssstate not-registered - The answer is that the number is not registered.
 * @cssstate error - There is no answer; the property `error` says why.
 */
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
