// Mounts cards by Vue: those that the page has marked, and those that it asks for.

import { createApp, h, shallowReactive } from 'vue';
import '../shared/light.js';
import { mountAll } from '../shared/places.js';
import Card from './Card.vue';

export function mount(target, given) {
  const props = shallowReactive({ ...given });
  const app = createApp({ render: () => h(Card, props) });
  app.mount(target);
  return {
    update(number) {
      props.number = number;
    },
    unmount: () => app.unmount(),
  };
}

mountAll(mount);
