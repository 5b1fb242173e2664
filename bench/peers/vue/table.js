// Many cards at once: one app for all rows.

import { createApp } from 'vue';
import Rows from './Rows.vue';

export { mount } from './mount.js';

export function mountRows(body, cards) {
  createApp(Rows, { cards }).mount(body);
}
