/**
 * The card in an iframe, for sites that can take nothing else in, and the messages that such a site
 * and the frame exchange. The lookup gateway has to list the site: `--frame-origin https://crm.example`.
 */

import type { CardState, LookupErrorCode, MountOptions, Profile, ShownPictureState } from './index.js';

/**
 * What a site can set of a framed card: the options of `<phone-profile>` of the same names. Where
 * numbers are looked up is not among them.
 *
 * In the frame's address they are query parameters beside `embed`, by the attributes' names:
 * `?embed&number=%2B13105550123&expected-name=Maya`. Such a number is looked up at once where the
 * browser says that the framing site is a listed one; otherwise, as in a tab, the frame asks first.
 */
export type FrameOptions = Pick<
  MountOptions,
  | 'number'
  | 'region'
  | 'variant'
  | 'theme'
  | 'lang'
  | 'maxAge'
  | 'picture'
  | 'mask'
  | 'expectedName'
  | 'purpose'
  | 'headingLevel'
>;

/** What every message carries, in both directions. Whatever doesn't is not for the protocol. */
export interface MessageEnvelope<Type extends string> {
  readonly source: 'phone-profile';
  readonly version: 1;
  readonly type: Type;
}

/**
 * Changes the options that it names. `null`, or `undefined`, goes back to the default; what is left
 * out stays. One value that an option can't have, or text of more than 1,000 characters, and nothing
 * of the message counts: the frame answers with an `error` of code `invalid-message`. Changes in quick
 * succession are followed every 200 ms.
 */
export type SetMessage = MessageEnvelope<'set'> & Readonly<FrameOptions>;

/** Shows an answer that the site has, without a request. A `number` that is set later takes its place. */
export interface ShowMessage extends MessageEnvelope<'show'> {
  readonly profile: Profile | object;
}

/** Looks the number up again, past the cache. One such lookup is made at a time, and none for a shown answer. */
export type RefreshMessage = MessageEnvelope<'refresh'>;

/** From the site to the frame. Taken from the framing window only, and only if its origin is listed. */
export type HostMessage = SetMessage | ShowMessage | RefreshMessage;

/** The frame listens now. The only message that may go out before the frame knows who frames it. */
export type ReadyMessage = MessageEnvelope<'ready'>;

/** Where the card is. */
export interface FrameState {
  readonly state: CardState;
  readonly pictureState: ShownPictureState;
  /** The code of the error, in the state `error`. */
  readonly code?: LookupErrorCode;
}

/** Why there is no answer, as on `LookupError`; or why a message was not followed. */
export interface FrameError {
  readonly code: LookupErrorCode | 'invalid-message';
  /** For a developer's console; carries no number. */
  readonly message: string;
  /** Whether asking again later may help without anything else being changed. */
  readonly retryable: boolean;
  /** How long the endpoint asks to wait, in milliseconds. */
  readonly retryAfterMs?: number;
}

/** The card's state or its picture's has changed. */
export type StateMessage = MessageEnvelope<'state'> & FrameState;

/** A lookup has failed, or a message of the site's was refused. */
export type ErrorMessage = MessageEnvelope<'error'> & FrameError;

/** The height of what the frame shows has changed. */
export interface HeightMessage extends MessageEnvelope<'height'> {
  /** CSS pixels, a whole number. */
  readonly height: number;
}

/** An answer came, from a lookup or from `show`. */
export interface ProfileMessage extends MessageEnvelope<'profile'> {
  readonly profile: Profile;
}

/** From the frame to the site, to its exact origin. */
export type FrameMessage = ReadyMessage | StateMessage | ErrorMessage | HeightMessage | ProfileMessage;

/** What {@link embedFrame} takes. */
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

/** A frame that {@link embedFrame} has put into the page. */
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
export function embedFrame(target: Element | string, options?: EmbedFrameOptions): FrameHandle;
