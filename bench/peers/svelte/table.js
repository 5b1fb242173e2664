// Many cards at once: one component for all rows.

import { mount } from 'svelte';
import Rows from './Rows.svelte';

export { mount } from './mount.svelte.js';

export function mountRows(body, cards) {
  mount(Rows, { target: body, props: { cards } });
}
