// The texts of a language, as far as they are known: English ones are in the kit, others are loaded.

import { inherited } from '../element/inherited.js';
import type { Catalogue } from '../types/catalogue.js';
import type { CatalogueName } from './catalogues.js';

export interface Language {
  /** Whether it is known which texts there are, and they are here. */
  readonly isSettled: boolean;
  /** Of a language that has one. */
  readonly name?: CatalogueName | undefined;
  readonly catalogue?: Catalogue;
}

const ENGLISH: Language = { isSettled: true };

/** By language tag. */
const known = new Map<string, Language>();
const waiting = new Map<string, Set<() => void>>();

function isEnglish(lang: string): boolean {
  return /^en\b/i.test(lang);
}

/** `arrived` is called when a language that isn't settled is. */
export function languageOf(lang: string, arrived: () => void): Language {
  if (isEnglish(lang)) return ENGLISH;
  const language = known.get(lang);
  if (language) {
    waiting.get(lang)?.add(arrived);
    return language;
  }
  waiting.set(lang, new Set([arrived]));
  known.set(lang, { isSettled: false });
  void load(lang)
    .catch((error: unknown) => {
      console.warn(`phone-profile: the texts of the language "${lang}" could not be loaded, and are English: ${error}`);
      return ENGLISH;
    })
    .then((settled) => {
      known.set(lang, settled);
      for (const tell of waiting.get(lang) ?? []) tell();
      waiting.delete(lang);
    });
  return known.get(lang) as Language;
}

async function load(lang: string): Promise<Language> {
  const { catalogueName, loadCatalogue } = await import('../entries/languages.js');
  const name = catalogueName(lang);
  return name ? { isSettled: true, name, catalogue: await loadCatalogue(name) } : ENGLISH;
}

/** The nearest `lang` around an element, then the browser's. */
export function langOf(element: Element): string {
  return inherited(element, 'lang') ?? browserLanguage();
}

/** Times and counts are in the language of the texts around them: where these are English, only a page with texts of its own has others. */
export function langOfTexts(lang: string, { name }: Language, hasOwnTexts: boolean): string {
  return name || hasOwnTexts || isEnglish(lang) ? lang : 'en';
}

/** English where nothing says it, as in a test runner's page. */
export function browserLanguage(): string {
  return globalThis.navigator?.language ?? 'en';
}
