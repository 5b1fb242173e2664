// Our own cards, as pages of the lab want them. The kit is loaded as a page loads it, not bundled.

import { appendRows } from '../peers/shared/rows.js';
import './memory.js';
import { define, init, lookup as lookUp, mount as mountCard } from '/phone-profile/index.js';

define();
/** Loads the wasm ahead, as the bundles of the others are loaded ahead. */
export const ready = init();

export function mount(target, props) {
  const card = mountCard(target, props);
  return {
    update(number) {
      card.update({ number });
    },
    unmount: () => card.unmount(),
  };
}

/** `isLazy`: as it is by default, where a card looks up when it comes near the viewport. */
export function mountRows(body, cards, isLazy) {
  const loading = isLazy ? 'lazy' : 'eager';
  appendRows(
    'phone-profile',
    body,
    cards.map((card) => ({ ...card, loading })),
  );
}

/** Whether cards that nobody sees wait. */
export const canWait = true;

export function lookup(number, endpoint) {
  return lookUp(number, { endpoint, cache: 'no-store' });
}

export { memoryBytes } from './memory.js';
