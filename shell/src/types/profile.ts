// Answers: what a lookup resolves with, and what a card shows of it.

/** What the endpoint says about the picture. `unknown`: no picture came, and nothing says why. */
export type PictureState = 'public' | 'private' | 'none' | 'unknown';

/**
 * What an answer warns of. `unknown-number-range`: the number is possible, but in no range that is known to
 * be in use, which doesn't make it false.
 */
export type ProfileWarning = 'unknown-number-range';

/**
 * What a card shows in place of the picture, as its `picture-state` attribute has it: that of the
 * answer, or `expired` and `broken` where the link gave no picture, also after asking again.
 */
export type ShownPictureState = PictureState | 'expired' | 'broken';

/**
 * One observation, none of them a verdict or a score: `docs/signals.md` says of each what it does not mean. An answer
 * alone never has `same-picture` and `stock-picture`, which take a list of numbers to tell.
 */
export type Signal =
  | 'not-registered'
  | 'no-picture'
  | 'picture-hidden'
  | 'picture-unknown'
  | 'business'
  | 'name-differs'
  | 'other-number'
  | 'unknown-number-range'
  | 'checked-long-ago'
  | 'checked-unknown'
  | 'same-picture'
  | 'stock-picture';

/** Why names compare as they do. */
export type NameMatchReason =
  | 'same-words'
  | 'other-spelling'
  | 'other-order'
  | 'words-aside'
  | 'same-transliterated'
  | 'initials-fit'
  | 'further-words'
  | 'some-words'
  | 'same-beginning'
  | 'spelled-alike'
  | 'part-transliterated'
  | 'nothing-in-common'
  | 'not-comparable'
  | 'too-little'
  | 'no-public-name'
  | 'no-expected-name';

/** How the public name compares with the expected one. */
export interface NameMatch {
  /** `unknown`: there is nothing to compare, or no way to. */
  readonly result: 'same' | 'partial' | 'different' | 'unknown';
  /** Why. */
  readonly reason: NameMatchReason;
}

/** Where a card is, as its `state` attribute has it. */
export type CardState = 'idle' | 'loading' | 'ready' | 'not-registered' | 'error';

/** What a business says about itself. */
export interface BusinessProfile {
  /** What it does. */
  readonly description: string | null;
  /** Its e-mail address, as given. */
  readonly email: string | null;
  /** Its postal address, as given. */
  readonly address: string | null;
  /** Its websites, 8 at most: absolute `http:` or `https:` URLs. */
  readonly websites: readonly string[];
  /** Its lines of business, 8 at most, in the service's language. */
  readonly categories: readonly string[];
  /** Since when it uses the messenger, as the service words it. */
  readonly memberSince: string | null;
}

/** The requests that the endpoint's plan still allows. */
export interface Quota {
  /** Requests per period. */
  readonly limit: number | null;
  /** Requests left. */
  readonly remaining: number | null;
  /** Seconds until the period ends. */
  readonly resetSeconds: number | null;
}

/**
 * The answer to one lookup: a frozen plain object. What the endpoint didn't say, or said in a way
 * that can't be understood, is `null`, never `false`.
 */
export interface Profile {
  /** Always true: a failed lookup is a {@link LookupError} instead. */
  readonly success: true;
  /** Whether the number is registered. `false` is an answer, and no error. */
  readonly isWhatsApp: boolean;
  /**
   * E.164 with a plus sign, as the endpoint returned it; may differ from {@link requested}, and is
   * the same where the endpoint returned none that somebody can have.
   */
  readonly number: string;
  /** Absolute URL of the picture, at most 640 × 640. */
  readonly profilePic: string | null;
  /** Absolute URL of the picture, 96 × 96. */
  readonly profilePicThumb: string | null;
  /** The public name: text that anybody can choose for themselves. */
  readonly name: string | null;
  /** The person's or shop's own line of text. */
  readonly about: string | null;
  /** Whether a business app or API is in use. Says nothing about verification. */
  readonly isBusiness: boolean | null;
  /** When the number was looked up: ISO 8601, UTC. `null`: the endpoint doesn't say when. */
  readonly lastChecked: string | null;
  /** What is known about the picture. */
  readonly pictureState: PictureState;
  /** When the first of the picture's links expires: ISO 8601, UTC. */
  readonly pictureExpiresAt: string | null;
  /** Whether the name is verified; only where the endpoint says exactly that. */
  readonly isVerified: boolean | null;
  /** What a business says about itself. */
  readonly business: BusinessProfile | null;
  /**
   * `cache`, `demo`: the endpoint says that the answer was kept from an earlier lookup, or is made
   * up. `live`: it says neither. `given`: by the page.
   */
  readonly source: 'live' | 'cache' | 'demo' | 'given';
  /** What the endpoint's plan still allows. */
  readonly quota: Quota | null;
  /** The number that was asked for: E.164 with a plus sign. */
  readonly requested: string;
  /** What the endpoint warns of; empty where it warns of nothing. */
  readonly warnings: readonly ProfileWarning[];
  /** What the answer tells a reviewer to look at, as of when it was handed out. */
  readonly signals: readonly Signal[];
  /** How the name compares with the expected one; `null` where no name was expected. */
  readonly match: NameMatch | null;
}
