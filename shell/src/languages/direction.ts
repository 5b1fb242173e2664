// The direction of what is shown: as the page says, and where it names only a language, as that is written.

import { hostOf } from '../element/inherited.js';
import type { Language } from './language.js';

/** `ltr` or `rtl`; empty where the direction around is right: the page has set it, by an attribute or a style sheet. */
export function directionIn(element: Element, { catalogue }: Language): 'ltr' | 'rtl' | '' {
  const nearest = nearestSaying(element);
  if (nearest?.hasAttribute('dir')) return '';
  if (catalogue?.direction === 'rtl') return 'rtl';
  return nearest === element ? 'ltr' : '';
}

/** The nearest element that says a language or a direction, through shadow roots. */
function nearestSaying(element: Element): Element | undefined {
  for (let at: Element | undefined = element; at; at = hostOf(at)) {
    const found = at.closest('[dir], [lang]');
    if (found) return found;
  }
  return undefined;
}
