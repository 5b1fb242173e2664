// What is said of many lookups at a time.

import { attachTextsFor } from '../languages/attach-texts.js';
import { filled, formFor } from '../languages/counted.js';

/** In the language of the region that says it: its card has needed the texts already. */
export function summaryOf(loaded: number, failed: number, region: Element): string {
  const { texts, lang, separator } = attachTextsFor(region, () => {});
  const counted = (name: 'profilesLoaded' | 'lookupsFailed', count: number): string =>
    count ? filled(formFor(texts, name, count, lang), { count }, lang) : '';
  return [counted('profilesLoaded', loaded), counted('lookupsFailed', failed)].filter(Boolean).join(separator);
}
