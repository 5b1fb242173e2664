// The English texts of a card that TypeScript shows, in a stubbed card and in a list.

import { card } from 'locale:en';
import type { LookupErrorCode } from './errors.js';
import type { Strings } from './types/strings.js';

export type Texts = Readonly<Strings>;

/** A test holds them against the real card's (src/card/strings.rs). */
export const ENGLISH = card as unknown as Texts;

/** The title of an error; of what no endpoint can answer, that of an unusable answer. */
export function errorTitle(texts: Texts, code: LookupErrorCode): string {
  const name = code.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
  return (texts as unknown as Record<string, string>)[`error${name}`] ?? texts.errorBadResponse;
}
