import type { Profile } from '../types/profile.js';
import type { FrameError, FrameOptions, FrameState } from './messages.js';
/** What `embedFrame()` takes. */
export interface EmbedFrameOptions extends FrameOptions {
    /** The page to frame, relative to the document or absolute. Default: the one that this script came with. */
    src?: string | URL;
    /** The name of the frame for screen readers. Default: `Phone profile`. */
    title?: string;
    /** When the frame is loaded. Default: `eager`. */
    loading?: 'eager' | 'lazy';
    /** Called when the card's state or its picture's has changed. */
    onState?: (state: FrameState) => void;
    /** Called with each answer. */
    onProfile?: (profile: Profile) => void;
    /** Called with each failure. */
    onError?: (error: FrameError) => void;
}
/** A frame that `embedFrame()` has put into the page. */
export interface FrameHandle {
    /** The frame, as high as what it shows. */
    readonly element: HTMLIFrameElement;
    /** Sets some of the options; the others stay. `null` and `undefined` go back to the default. */
    update(options: FrameOptions): void;
    /** Shows an answer that the page already has, without a request. */
    show(profile: Profile | object): void;
    /** Looks the number up again, past the cache; `onProfile` or `onError` tells what came of it. */
    refresh(): void;
    /** Takes the frame and its listener out of the page. */
    remove(): void;
}
/**
 * Appends a framed card to an element, or to the first one that a selector finds. The number goes by
 * message, so that it is in no address. The page's Content-Security-Policy has to name the frame's
 * origin in `frame-src`, and this script's in `script-src`.
 *
 * @throws TypeError where there is no such element.
 */
export declare function embedFrame(target: Element | string, options?: EmbedFrameOptions): FrameHandle;
