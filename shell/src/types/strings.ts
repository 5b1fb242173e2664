// The texts of a card.

/** CLDR's categories besides `other`, for which texts stand that have no category in their key. */
type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many';

/** The texts of `attach()`, and of what screen readers are told of many cards at a time: set by `configure({ strings })`. */
export interface AttachStrings extends PluralForms<'profilesLoaded' | 'lookupsFailed'> {
  /** The name of a number's button. `{number}` is the number as the page shows it. */
  profileOf: string;
  /** How many lookups have given an answer: `{count}`. */
  profilesLoaded: string;
  /** How many have failed: `{count}`. */
  lookupsFailed: string;
}

/** What a text that depends on a count may have beside it, such as `lookupsLeft_one`. */
type PluralForms<Counted extends string> = { [Form in `${Counted}_${PluralForm}`]?: string };

/**
 * Every text of a card. A page may replace any of them; those that it leaves out are in the card's language, or in English
 * where there is no catalogue for it. `{name}` and the like are places for values; a value that a text has no place for
 * follows at its end.
 */
export interface Strings extends PluralForms<'lookupsLeft' | 'retryIn'> {
  /** Announced while a lookup is under way. */
  loading: string;
  /** In place of a name, where the answer has none. */
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
  /** When the lookup was made. `{time}` is relative, such as "2 minutes ago". */
  checked: string;
  /** In its place, where the answer doesn't say when it was made. */
  checkedUnknown: string;
  /** After that time: out of a cache. */
  fromCache: string;
  /** After that time: made-up people. */
  demoData: string;
  /** After that time: given by the page. */
  givenByPage: string;
  /** The answer is about another number than `{number}`. */
  otherNumber: string;
  /** Signal for the warning `unknown-number-range`. */
  unknownNumberRange: string;
  /** Signal for a business account. */
  businessAccount: string;
  /** Signal for a name that shares nothing with the expected one. */
  nameDiffers: string;
  /** Signal for an answer of long ago. */
  checkedLongAgo: string;
  /** Beneath {@link notRegistered}, where signals are listed: what it does not mean. */
  cautionNotRegistered: string;
  /** Beneath {@link pictureNone}. */
  cautionNoPicture: string;
  /** Beneath {@link picturePrivate}. */
  cautionPictureHidden: string;
  /** Beneath {@link pictureUnknown}. */
  cautionPictureUnknown: string;
  /** Beneath {@link businessAccount}. */
  cautionBusiness: string;
  /** Beneath {@link nameDiffers}. */
  cautionNameDiffers: string;
  /** Beneath {@link otherNumber}. */
  cautionOtherNumber: string;
  /** Beneath {@link unknownNumberRange}. */
  cautionUnknownNumberRange: string;
  /** Beneath {@link checkedLongAgo}. */
  cautionCheckedLongAgo: string;
  /** Beneath {@link checkedUnknown}. */
  cautionCheckedUnknown: string;
  /** What was entered had a digit behind the country code that is dialled within the country only. */
  withoutTrunkDigit: string;
  /** What was entered had an extension, or digits to dial after a pause. */
  withoutExtension: string;
  /** What was entered had the `.0` of a column of decimals. */
  withoutDecimals: string;
  /** Since when a business is there: `{day}`. */
  memberSince: string;
  /** Few are left of the plan: `{count}`. */
  lookupsLeft: string;
  /** The expected name and the public one agree. */
  nameSame: string;
  /** They share a part. `{name}` is the expected name. */
  namePartial: string;
  /** They share nothing. `{name}` is the expected name. */
  nameDifferent: string;
  /** The answer has no name to compare with. */
  nameUnknown: string;
  /** There is no expected name to compare. */
  nameNotExpected: string;
  /** The two can't be compared. `{name}` is the expected name. */
  nameNotCompared: string;
  /** Why names match: word for word. */
  reasonSameWords: string;
  /** Why names match: accents, variants of letters, hyphens or spaces apart. */
  reasonOtherSpelling: string;
  /** Why names match: in another order. */
  reasonOtherOrder: string;
  /** Why names match: titles, companies' legal forms and particles apart. */
  reasonWordsAside: string;
  /** Why names match: once they are transliterated. */
  reasonSameTransliterated: string;
  /** Why names match in part: by initials. */
  reasonInitialsFit: string;
  /** Why names match in part: one has more to it. */
  reasonFurtherWords: string;
  /** Why names match in part: both have more to them. */
  reasonSomeWords: string;
  /** Why names match in part: Chinese or Korean ones that begin alike, as those of a family do. */
  reasonSameBeginning: string;
  /** Why names match in part: words differ in a letter or two. */
  reasonSpelledAlike: string;
  /** Why names match in part: once they are transliterated. */
  reasonPartTransliterated: string;
  /** Why names differ. */
  reasonNothingInCommon: string;
  /** Why names can't be compared: their scripts. */
  reasonNotComparable: string;
  /** Why names can't be compared: there is too little of one. */
  reasonTooLittle: string;
  /** Button: show the masked number. */
  showNumber: string;
  /** Button: look up again. */
  retry: string;
  /** The same button while it has to wait: `{seconds}`. */
  retryIn: string;
  /** Two sentences that screen readers are told: who it is and {@link registered}, or what has failed and what to do. */
  announcement: string;
  /** Between things that are listed in one line. */
  listSeparator: string;
  /** Why what was entered is no number: nothing was entered. */
  numberEmpty: string;
  /** It has letters. */
  numberLetters: string;
  /** Digits are missing. */
  numberTooShort: string;
  /** It has too many digits. */
  numberTooLong: string;
  /** It has a number of digits that no number of its country has. */
  numberWrongLength: string;
  /** It has digits that are dialled within its country only. */
  numberDiallingPrefix: string;
  /** There are two. */
  numberTwoNumbers: string;
  /** A spreadsheet has written it as a power of ten. */
  numberScientificNotation: string;
  /** It is a messenger's own id. */
  numberAccountId: string;
  /** It has no country code, and there is no region to read it by. `{example}` is a number with a country code. */
  numberMissingCountryCode: string;
  /** The region, `{region}`, is no country code. */
  numberUnknownRegion: string;
  /** It can be read in more than one way in the country with the code `{region}`. */
  numberUnclearNational: string;
  /** Its country code is nobody's. */
  numberUnknownCallingCode: string;
  /** Anything else. */
  numberMalformed: string;
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
  /** Title where the kit itself could not be loaded. */
  errorLoad: string;
  /** Title where the page has set something up wrongly, such as no endpoint. */
  errorSetup: string;
  /** What to do about `network`. */
  hintNetwork: string;
  /** What to do about `timeout`. */
  hintTimeout: string;
  /** What to do about `aborted`. */
  hintAborted: string;
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
