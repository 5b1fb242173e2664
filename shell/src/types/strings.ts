// The texts of a card.

/** Every text of a card. A page may replace any of them; those that it leaves out stay English. */
export interface Strings {
  /** Announced while a lookup is under way. */
  loading: string;
  /** In place of a name that isn't public. */
  noName: string;
  /** Badge of a business account. Not a verification. */
  business: string;
  /** Badge of an account that the answer itself calls verified. */
  verified: string;
  /** The number has an account. */
  registered: string;
  /** The number has no account. */
  notRegistered: string;
  /** Signal for the picture state `private`. */
  picturePrivate: string;
  /** Signal for the picture state `none`. */
  pictureNone: string;
  /** Signal for the picture state `unknown`. */
  pictureUnknown: string;
  /** Signal for the picture state `expired`. */
  pictureExpired: string;
  /** Signal for the picture state `broken`. */
  pictureBroken: string;
  /** Before the relative time of the lookup. */
  checked: string;
  /** In place of both, where the answer doesn't say when it was made. */
  checkedUnknown: string;
  /** After that time: out of a cache. */
  fromCache: string;
  /** After that time: made-up people. */
  demoData: string;
  /** After that time: given by the page. */
  givenByPage: string;
  /** The answer is about another number. Followed by the number asked for. */
  otherNumber: string;
  /** Few are left of the plan. Followed by their number. */
  lookupsLeft: string;
  /** The expected name and the public one agree. */
  nameSame: string;
  /** They share a part. Followed by the expected name. */
  namePartial: string;
  /** They share nothing. Followed by the expected name. */
  nameDifferent: string;
  /** There is no public name to compare with. */
  nameUnknown: string;
  /** Button: show the masked number. */
  showNumber: string;
  /** Button: look up again. */
  retry: string;
  /** The same button while it has to wait. Followed by a number of seconds and {@link seconds}. */
  retryIn: string;
  /** Unit after that number. */
  seconds: string;
  /** Title of the error `invalid-number`. */
  errorInvalidNumber: string;
  /** Title of the error `network`. */
  errorNetwork: string;
  /** Title of the error `timeout`. */
  errorTimeout: string;
  /** Title of the error `aborted`. */
  errorAborted: string;
  /** Title of the error `unauthorized`. */
  errorUnauthorized: string;
  /** Title of the error `forbidden`. */
  errorForbidden: string;
  /** Title of the error `not-in-cache`. */
  errorNotInCache: string;
  /** Title of the error `rate-limited`. */
  errorRateLimited: string;
  /** Title of the error `quota-exhausted`. */
  errorQuotaExhausted: string;
  /** Title of the error `server`. */
  errorServer: string;
  /** Title of the error `bad-response`. */
  errorBadResponse: string;
  /** Title where the page has set something up wrongly, such as no endpoint. */
  errorSetup: string;
  /** What to do about `network`. */
  hintNetwork: string;
  /** What to do about `timeout`. */
  hintTimeout: string;
  /** What to do about `unauthorized`. */
  hintUnauthorized: string;
  /** What to do about `forbidden`. */
  hintForbidden: string;
  /** What to do about `not-in-cache`. */
  hintNotInCache: string;
  /** What to do about `rate-limited`. */
  hintRateLimited: string;
  /** What to do about `quota-exhausted`. */
  hintQuotaExhausted: string;
  /** What to do about `server`. */
  hintServer: string;
  /** What to do about `bad-response`. */
  hintBadResponse: string;
}
