// The events of <phone-profile>.

import type { PhoneProfileElement } from '../element/element.js';
import type { LookupErrorCode } from '../errors.js';
import type { CardState } from './profile.js';

/** What every event carries. Nothing in it says who was looked up: that is on `event.target.profile`. */
export interface PhoneProfileEventDetail {
  /** The card's state when the event happened. */
  readonly state: CardState;
  /** The code of the error, in the state `error`. */
  readonly code?: LookupErrorCode;
  /** How long the lookup took, in milliseconds, where one has come to its end. */
  readonly durationMs?: number;
  /** Tells the lookups of this page apart. Empty or missing where there was none. */
  readonly requestId?: string;
}

/** One of the events of `<phone-profile>`. All of them bubble and cross shadow roots. */
export interface PhoneProfileEvent extends CustomEvent<PhoneProfileEventDetail> {
  /**
   * The card. Outside of a shadow root that has the card in it, listeners see the root's host here instead, as with every
   * event; the card is then `event.composedPath()[0]`.
   */
  readonly target: PhoneProfileElement;
}

/** The events of `<phone-profile>` by name. */
export interface PhoneProfileEventMap {
  /** Before any request. `preventDefault()` keeps it from being made. */
  'phone-profile-request': PhoneProfileEvent;
  /** A lookup has given an answer, registered or not. */
  'phone-profile-load': PhoneProfileEvent;
  /** A lookup has failed; {@link PhoneProfileEventDetail.code} says why. */
  'phone-profile-error': PhoneProfileEvent;
  /** The state has changed. */
  'phone-profile-statechange': PhoneProfileEvent;
}
