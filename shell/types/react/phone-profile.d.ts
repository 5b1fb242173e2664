import { type ForwardRefExoticComponent, type HTMLAttributes, type RefAttributes } from 'react';
import { type MountOptions, type PhoneProfileElement, type PhoneProfileEvent } from '../entries/index.js';
/** The options of a card, its events, and whatever any element takes. */
export interface PhoneProfileProps extends MountOptions, Omit<HTMLAttributes<PhoneProfileElement>, keyof MountOptions | 'onLoad' | 'onError'> {
    /** Before any request. `preventDefault()` keeps it from being made. */
    onRequest?: (event: PhoneProfileEvent) => void;
    /** A lookup has given an answer, registered or not: it is on `event.target.profile`. */
    onLoad?: (event: PhoneProfileEvent) => void;
    /** A lookup has failed; `event.detail.code` says why. */
    onError?: (event: PhoneProfileEvent) => void;
    /** The state has changed. */
    onStateChange?: (event: PhoneProfileEvent) => void;
}
/** `<phone-profile>` as a React component. Registers the element when it is first shown. */
export declare const PhoneProfile: ForwardRefExoticComponent<PhoneProfileProps & RefAttributes<PhoneProfileElement>>;
