// The texts of a list: its own, and those of cards that it shows too.

import { list } from 'locale:en';
import { ENGLISH as OF_CARDS, type Texts as CardTexts } from '../card-texts.js';
import { filled, formFor } from '../languages/counted.js';
import { read } from '../runtime/lookup-request.js';
import type { Catalogue } from '../types/catalogue.js';
import type { PhoneProfileListStrings } from './types.js';

export const ENGLISH = list as unknown as PhoneProfileListStrings;

export type Texts = Omit<CardTexts, keyof PhoneProfileListStrings> & PhoneProfileListStrings;

/** Texts that are worded by a count, which is the value of that place. */
const COUNTED = { summary: 'total', failed: 'failed', filtered: 'shown' } as const;

/**
 * English, those of the catalogue in their place, and the page's own in place of some. What is no text counts as left
 * out. A text of the page's own is for every count, unless it has others for some: no catalogue's form stands beside it.
 */
export function textsWith(given: object | null, catalogue?: Catalogue): Texts {
  const texts: Record<string, string> = { ...OF_CARDS, ...ENGLISH, ...catalogue?.card, ...catalogue?.list };
  for (const name of Object.keys(COUNTED)) {
    if (!given || typeof read(given, name) !== 'string') continue;
    for (const form of Object.keys(texts)) if (form.startsWith(`${name}_`)) delete texts[form];
  }
  for (const name of given ? Object.keys(given) : []) {
    const [known = name] = name.split('_');
    const own = read(given as object, name);
    if (typeof own === 'string' && known in texts) texts[name] = own;
  }
  return texts as unknown as Texts;
}

/** A text that is worded by a count, with numbers in its places. */
export function counted(texts: Texts, name: keyof typeof COUNTED, values: Record<string, number>, lang: string): string {
  return filled(formFor(texts, name, values[COUNTED[name]] ?? 0, lang), values, lang);
}
