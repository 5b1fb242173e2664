// The texts of attach(), and of what is said of many cards at a time, in the language of an element.

import { attach } from 'locale:en';
import { config } from '../config.js';
import { read } from '../runtime/lookup-request.js';
import type { AttachStrings } from '../types/strings.js';
import { langOf, languageOf } from './language.js';

/** Not from the English catalogue: the whole of the card's section would come with it, which is in the wasm already. */
const ENGLISH_SEPARATOR = ', ';

export interface AttachTexts {
  readonly lang: string;
  readonly texts: Readonly<AttachStrings>;
  /** Between what is told in one line. */
  readonly separator: string;
}

/** English until the language's texts have come, which `arrived` is told of. */
export function attachTextsFor(element: Element, arrived: () => void): AttachTexts {
  const pageLang = langOf(element);
  const { catalogue } = languageOf(pageLang, arrived);
  const texts: Record<string, string> = { ...attach, ...catalogue?.attach };
  const own = config.strings;
  for (const name of Object.keys(attach)) {
    const text = own && read(own, name);
    if (typeof text === 'string') texts[name] = text;
  }
  return {
    lang: catalogue ? pageLang : 'en',
    texts: texts as unknown as AttachStrings,
    separator: catalogue?.card['listSeparator'] ?? ENGLISH_SEPARATOR,
  };
}
