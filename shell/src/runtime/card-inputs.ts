// What decides about a card: its element's attributes and properties, what it inherits, and what configure() has set.

import type { CardInputs } from '../border.js';
import type { PhoneProfileElement } from '../element/element.js';
import { tellCards } from '../config.js';
import { inherited } from '../element/inherited.js';
import { langOf, langOfTexts, languageOf, type Language } from '../languages/language.js';
import type { ConfigureOptions } from '../types/options.js';
import { read, readLookupRequest } from './lookup-request.js';

/** `given` is the answer that the page has: then there is nothing to look up. */
export function cardInputs(
  element: PhoneProfileElement,
  given: object | null,
  config: ConfigureOptions,
  options = cardOptions(element, config),
): Omit<CardInputs, 'revision'> {
  const strings = { ...texts(config.strings), ...texts(element.strings) };
  return {
    // The cache and what `lookup()` takes besides are not for cards.
    request: { ...readLookupRequest(options, given ? '' : (element.number ?? '')), cache: undefined, bulk: undefined },
    display: {
      variant: element.variant,
      pictures: element.picture === 'show',
      about: element.about,
      showSignals: element.showSignals,
      showBusiness: element.showBusiness,
      mask: element.mask,
      expectedName: element.expectedName || undefined,
      headingLevel: headingLevel(element.headingLevel),
      ...language(element, Object.keys(strings).length > 0),
      strings,
    },
  };
}

/** The language of a card's texts: cards are told when they have arrived. */
export function cardLanguage(element: PhoneProfileElement): Language {
  return languageOf(langOf(element), tellCards);
}

function language(element: PhoneProfileElement, hasOwnTexts: boolean): Pick<CardInputs['display'], 'lang' | 'catalogue'> {
  const lang = langOf(element);
  const found = cardLanguage(element);
  // No catalogue has that name: the card waits until it is known which it is.
  if (!found.isSettled) return { lang, catalogue: '' };
  return { lang: langOfTexts(lang, found, hasOwnTexts), catalogue: found.name };
}

/** configure()'s options, with what the element says in place of some. */
export function cardOptions(element: PhoneProfileElement, config: ConfigureOptions): Record<string, unknown> {
  return {
    ...config,
    endpoint: inherited(element, 'endpoint') ?? config.endpoint,
    region: inherited(element, 'region') ?? config.region,
    maxAgeMs: element.hasAttribute('max-age') ? element.maxAge * 1000 : config.maxAgeMs,
    purpose: element.purpose ?? config.purpose,
    fetch: element.fetcher ?? config.fetch,
    strings: element.strings ?? config.strings,
  };
}

/** Those that HTML has, without the page's own h1; 0 for none. */
function headingLevel(given: number | 'none'): number {
  if (given === 'none') return 0;
  const level = Math.trunc(given);
  return level >= 2 && level <= 6 ? level : 3;
}

/** The texts among an object's members. */
function texts(given: unknown): Record<string, string> {
  if (typeof given !== 'object' || !given) return {};
  const found: Record<string, string> = {};
  for (const key of Object.keys(given)) {
    const text = read(given, key);
    if (typeof text === 'string') found[key] = text;
  }
  return found;
}
