// The texts of a list: its own, and those of cards that it shows too.

import { ENGLISH as OF_CARDS, type Texts as CardTexts } from '../card-texts.js';
import { read } from '../runtime/lookup-request.js';
import type { PhoneProfileListStrings } from './types.js';

export const ENGLISH: PhoneProfileListStrings = {
  list: 'Phone profiles',
  person: 'Person',
  badges: 'Account',
  picture: 'Picture',
  checked: 'Checked',
  match: 'Name',
  signals: 'Signals',
  selectAll: 'Select all rows',
  selectRow: 'Select row {row}',
  notLookedUp: 'Not looked up',
  loading: 'Looking up…',
  picturePublic: 'Picture',
  checkedUnknown: 'Unknown',
  matchSame: 'Same',
  matchPartial: 'In part',
  matchDifferent: 'Different',
  matchUnknown: 'Can’t be compared',
  summary: '{done} of {total} with an answer',
  failed: '{failed} failed',
  filtered: '{shown} shown',
  empty: 'No rows',
  retry: 'Try again',
  cautions: 'What signals don’t mean',
};

export type Texts = CardTexts & PhoneProfileListStrings;

/** English, with the page's own texts in place of some. What is no text counts as left out. */
export function textsWith(given: object | null): Texts {
  const texts: Record<string, string> = { ...OF_CARDS, ...ENGLISH };
  for (const name of Object.keys(texts)) {
    const own = given && read(given, name);
    if (typeof own === 'string') texts[name] = own;
  }
  return texts as unknown as Texts;
}

/** `{done} of {total}` with numbers in their places, as the language writes them. */
export function filled(text: string, values: Record<string, number>, lang: string): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    return value === undefined ? place : value.toLocaleString(lang);
  });
}
