// The catalogues of all languages but English, each in a file that is loaded when somebody needs it.

import type { Catalogue } from '../types/catalogue.js';

/** By the names of the files in `locales/`: a language, with a script or country where there is more than one. */
const CATALOGUES = {
  ar: () => import('locale:ar'),
  de: () => import('locale:de'),
  es: () => import('locale:es'),
  fa: () => import('locale:fa'),
  fr: () => import('locale:fr'),
  he: () => import('locale:he'),
  hi: () => import('locale:hi'),
  id: () => import('locale:id'),
  it: () => import('locale:it'),
  ja: () => import('locale:ja'),
  ko: () => import('locale:ko'),
  nl: () => import('locale:nl'),
  pl: () => import('locale:pl'),
  'pt-BR': () => import('locale:pt-BR'),
  ru: () => import('locale:ru'),
  tr: () => import('locale:tr'),
  uk: () => import('locale:uk'),
  'zh-Hans': () => import('locale:zh-Hans'),
  'zh-Hant': () => import('locale:zh-Hant'),
} as const satisfies Record<string, () => Promise<Catalogue>>;

export type CatalogueName = keyof typeof CATALOGUES;

/**
 * The catalogue for a language tag: of the same language and script, whatever the country, so that `zh-TW` is
 * `zh-Hant`. None for English, for other languages, and for what is no tag.
 */
export function catalogueName(lang: string): CatalogueName | undefined {
  const wanted = languageAndScript(lang);
  return (Object.keys(CATALOGUES) as CatalogueName[]).find((name) => languageAndScript(name) === wanted);
}

export function loadCatalogue(name: CatalogueName): Promise<Catalogue> {
  return CATALOGUES[name]();
}

function languageAndScript(lang: string): string | undefined {
  try {
    const { language, script } = new Intl.Locale(lang).maximize();
    return `${language}-${script}`;
  } catch {
    return undefined; // no language tag
  }
}
