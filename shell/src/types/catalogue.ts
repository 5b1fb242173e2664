// What a file in `locales/` holds of the kit's texts.

/** The texts of one language by their keys. A text for a count has a key for each plural form besides `other`: `…_one`. */
export interface Catalogue {
  readonly direction: 'ltr' | 'rtl';
  /** Those of cards: `Strings`. */
  readonly card: Readonly<Record<string, string>>;
  /** Those of `<phone-profile-list>`: `PhoneProfileListStrings`. */
  readonly list: Readonly<Record<string, string>>;
  /** Those of `attach()`, and of what is said of many cards at once. */
  readonly attach: Readonly<Record<string, string>>;
}
