// Draws a card for nobody to see while the first lookup is on its way. An engine compiles a function of the wasm when it
// first runs: without this, it does so between the first answer and its card.

import type { CardHost, CardInputs } from '../border.js';
import * as glue from '../wasm/glue.js';
import { browserLanguage } from '../languages/language.js';

/** Lookups that are answered from nearby have come by then, and need no warm-up any more. */
const DELAY_MS = 40;
/** For the card to be drawn, and once more with its times. */
const LIFE_MS = 60;

/** No picture: it would be fetched. */
const SAMPLE = { number: '13105550100', isWhatsApp: true, isBusiness: true, name: 'A', lastChecked: '2026-01-01T00:00:00Z' };

const SILENT: CardHost = { allowLookup: () => false, report: () => {} };

let isDone = false;

/** There is an answer: what it needs has been compiled. */
export function endWarmUp(): void {
  isDone = true;
}

export function scheduleWarmUp(): void {
  if (!globalThis.document) return; // a server draws nothing
  setTimeout(() => {
    if (isDone || !globalThis.document) return;
    const card = new glue.Card(document.createElement('div'), SILENT, inputs());
    card.show(SAMPLE);
    setTimeout(() => card.free(), LIFE_MS);
  }, DELAY_MS);
}

function inputs(): CardInputs {
  const lang = document.documentElement.lang || browserLanguage();
  return {
    request: { number: '', endpoint: '', fetcherId: 0 },
    display: { variant: 'card', pictures: false, about: false, showSignals: false, showBusiness: false, mask: false, headingLevel: 3, lang, strings: {} },
    revision: 0,
  };
}
