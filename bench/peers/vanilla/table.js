// Many cards at once, by hand.

import { mountElement } from '../shared/element.js';
import { appendRows } from '../shared/rows.js';
import './card.js';

export function mount(target, props) {
  return mountElement('vanilla-card', target, props);
}

export function mountRows(body, cards) {
  appendRows('vanilla-card', body, cards);
}
