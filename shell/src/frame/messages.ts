// The messages that a framed card and the site around it exchange.

import type { LookupErrorCode } from '../errors.js';
import type { MountOptions } from '../types/options.js';
import type { CardState, Profile, ShownPictureState } from '../types/profile.js';
import type { Strings } from '../types/strings.js';

/** The texts that the frame itself says, beside its card. They are in the language of the option `lang`. */
export interface FrameStrings {
  /** In place of a card, while the site has set no number. */
  frameWaiting: string;
  /** Before a lookup that nobody has allowed. `{number}` is the place of the number. */
  frameQuestion: string;
  /** Button: look the number up. */
  frameConfirm: string;
  /** Button: don't. */
  frameDismiss: string;
}

/**
 * What a site can set of a framed card: the options of `<phone-profile>` of the same names. Where
 * numbers are looked up is not among them.
 *
 * In the frame's address they are query parameters beside `embed`, by the attributes' names:
 * `?embed&number=%2B13105550123&expected-name=Maya`. Such a number is looked up at once where the
 * browser says that the framing site is a listed one; otherwise, as in a tab, the frame asks first.
 *
 * With the theme `auto` the card is as the browser tells the frame: as the `color-scheme` of the `<iframe>`, else as the
 * system. `embedFrame()` tells it what the page around it is, and when that changes: a site that posts messages of its
 * own does so by `theme: 'light'` and `'dark'`.
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
  | 'showSignals'
  | 'showBusiness'
  | 'mask'
  | 'expectedName'
  | 'purpose'
  | 'headingLevel'
> & {
  /**
   * Texts in the place of the card's and the frame's own, and of those that were set before. An object of texts alone:
   * 500 at most, of 1,000 characters each. Not in the frame's address.
   */
  strings?: Partial<Strings & FrameStrings> | null;
};

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

/**
 * The page in the frame is the card's: its first script says so, before the frame's `load` event. Like
 * `ready` it goes out before the frame knows who frames it, and holds nothing else.
 */
export type LoadingMessage = MessageEnvelope<'loading'>;

/** The frame listens now. */
export type ReadyMessage = MessageEnvelope<'ready'>;

/** Where the card is. */
export interface FrameState {
  readonly state: CardState;
  readonly pictureState: ShownPictureState;
  /** The code of the error, in the state `error`. */
  readonly code?: LookupErrorCode;
}

/**
 * Why there is no answer, as on `LookupError`; why a message was not followed (`invalid-message`); or
 * that there is no card in the frame (`frame-blocked`, from `embedFrame()` itself): the frame has
 * loaded, and is not the card's page or was blocked. The message says what to check.
 */
export interface FrameError {
  readonly code: LookupErrorCode | 'invalid-message' | 'frame-blocked';
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
export type FrameMessage = LoadingMessage | ReadyMessage | StateMessage | ErrorMessage | HeightMessage | ProfileMessage;
