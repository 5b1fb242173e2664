// Tells screen readers what became of lookups: of one by its card's own words, of many at a time by one summary, so that
// nobody has to listen to every row of a table.

import { cardsAreDone, loadingCards } from '../functions/lookup-priority.js';
import { downloaded } from '../loader/loader.js';
import type { CardState } from '../types/profile.js';
import { hasWork, nextTask } from './work-queue.js';

interface Outcome {
  readonly text: string;
  readonly state: CardState;
}

/** Outcomes that nobody has been told of, by the live region of their card. */
const untold = new Map<HTMLElement, Outcome>();

/** Says it in the card's live region: at once where `isAlone`, otherwise when no card is at work any more. */
export function announce(region: HTMLElement, outcome: Outcome, isAlone: boolean): void {
  const { text, state } = outcome;
  untold.delete(region);
  if (isAlone || !text) region.textContent = text;
  else if (state === 'loading') region.textContent = loadingCards() > 1 || untold.size ? '' : text;
  else {
    untold.set(region, outcome);
    if (untold.size === 1) void tellAll();
  }
}

async function tellAll(): Promise<void> {
  // Answers that were there already are drawn in slices, each in a task of its own.
  do {
    await cardsAreDone();
    await nextTask();
  } while (loadingCards() || hasWork());
  // Once they have been drawn, the browser knows which of them are shown without laying out all of them anew.
  if (untold.size > 1) await new Promise((drawn) => (globalThis.requestAnimationFrame ?? setTimeout)(() => setTimeout(drawn)));
  const told = [...untold].filter(([region]) => region.isConnected);
  untold.clear();
  const [first] = told;
  if (!first) return;
  if (told.length === 1) {
    const [region, { text }] = first;
    region.textContent = text;
    return;
  }
  const failed = told.filter(([, { state }]) => state === 'error').length;
  // Any region that is there serves: one of the page's own might be behind a modal dialog.
  const [region] = told.find(([region]) => region.checkVisibility?.() !== false) ?? first;
  // Without the runtime there is one outcome for all: that it couldn't be loaded.
  const summary = downloaded?.summaryOf(told.length - failed, failed, region);
  for (const [region] of told) region.textContent = '';
  region.textContent = summary || first[1].text;
}
